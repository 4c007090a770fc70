"""judge-subset.py FONT INDEX SUBSET plain|compact GLYPHS: are the outlines of the subset those of the font?"""
import sys

from fontTools.cffLib import CFFFontSet
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

path, index, made, kind = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
glyphs = [int(glyph) for glyph in sys.argv[5].split(",")]
whole = TTFont(path, fontNumber=index)
whole_glyphs = whole.getGlyphSet()


def drawn(glyph_set, name):
    pen = DecomposingRecordingPen(glyph_set)
    glyph_set[name].draw(pen)
    return pen.value


if kind == "compact":
    fonts = CFFFontSet()
    with open(made, "rb") as file:
        fonts.decompile(file, None)
        part, names = fonts[0].CharStrings, fonts[0].charset
        same = [drawn(whole_glyphs, whole.getGlyphName(glyph)) == drawn(part, names[place])
                for place, glyph in enumerate(glyphs)]
else:
    font = TTFont(made)
    for tag in font.keys():
        font[tag]
    part, names = font.getGlyphSet(), font.getGlyphOrder()
    same = [drawn(whole_glyphs, whole.getGlyphName(glyph)) == drawn(part, names[place])
            for place, glyph in enumerate(glyphs)]
wrong = [glyph for glyph, good in zip(glyphs, same) if not good]
print(f"differs in {wrong}" if wrong else f"same {len(glyphs)}")
