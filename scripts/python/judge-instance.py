"""judge-instance.py FONT SUBSET GLYPHS TAG=VALUE ...: are the outlines of the subset those of the font at this place?

judge-instance.py make-cff2 FILE: writes a variable font with CFF2 outlines, whose letter grows from 400 to 900.

fontTools draws the font at the place; a point may be off by one unit, as both sides round.
"""
import sys

from fontTools.pens.areaPen import AreaPen
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont


def make(path):
    from fontTools.fontBuilder import FontBuilder
    from fontTools.misc.psCharStrings import T2CharString

    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "space", "A"])
    builder.setupCharacterMap({0x20: "space", 0x41: "A"})
    builder.setupNameTable({"familyName": "Growing", "styleName": "Regular", "psName": "Growing-Regular"})
    builder.setupFvar([("wght", 400, 400, 900, "Weight")], [])
    empty = T2CharString(program=[])
    # A square with one round side, 400 wide; 200 wider at the other end.
    letter = T2CharString(program=[
        100, 0, "rmoveto", 400, 200, 1, "blend", "hlineto",
        100, 200, 0, 300, -100, 100, 0, 0, 0, 0, 0, 0, 6, "blend", "rrcurveto",
        -400, -200, 1, "blend", "hlineto"])
    builder.setupCFF2({".notdef": empty, "space": empty, "A": letter}, regions=[{"wght": (0, 1, 1)}])
    builder.setupHorizontalMetrics({".notdef": (500, 0), "space": (300, 0), "A": (700, 100)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupOS2(sTypoAscender=800, usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    widths(builder.font)
    builder.save(path)


def widths(font):
    """The letter's width grows by 200."""
    from fontTools.ttLib import newTable
    from fontTools.ttLib.tables import otTables
    from fontTools.varLib import builder

    regions = builder.buildVarRegionList([{"wght": (0, 1, 1)}], ["wght"])
    table = font["HVAR"] = newTable("HVAR")
    table.table = otTables.HVAR()
    table.table.Version = 0x00010000
    table.table.VarStore = builder.buildVarStore(regions, [builder.buildVarData([0], [[0], [0], [200]], optimize=False)])
    table.table.AdvWidthMap = table.table.LsbMap = table.table.RsbMap = None


def main():
    if sys.argv[1] == "make-cff2":
        return make(sys.argv[2])
    path, made, glyphs = sys.argv[1], sys.argv[2], [int(glyph) for glyph in sys.argv[3].split(",")]
    location = {tag: float(value) for tag, value in (word.split("=") for word in sys.argv[4:])}
    whole = TTFont(path)
    wanted = whole.getGlyphSet(location=location)
    part = TTFont(made)
    for tag in part.keys():
        part[tag]
    found, names = part.getGlyphSet(), part.getGlyphOrder()
    wrong = []
    for place, glyph in enumerate(glyphs):
        boxes, areas, widths = [], [], []
        for glyph_set, name in ((wanted, whole.getGlyphName(glyph)), (found, names[place])):
            box, area = BoundsPen(glyph_set), AreaPen(glyph_set)
            glyph_set[name].draw(box)
            glyph_set[name].draw(area)
            boxes.append(box.bounds or (0, 0, 0, 0))
            areas.append(area.value)
            widths.append(glyph_set[name].width)
        edge = sum(abs(side) for side in boxes[0]) + 100
        if (any(abs(a - b) > 1.5 for a, b in zip(*boxes)) or abs(areas[0] - areas[1]) > 3 * edge
                or abs(widths[0] - widths[1]) > 1):
            wrong.append((glyph, boxes, areas, widths))
    print(f"differs in {wrong}" if wrong else f"same {len(glyphs)}")


main()
