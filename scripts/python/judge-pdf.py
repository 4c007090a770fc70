"""judge-pdf.py COMMAND FILE ...: what independent readers say about a PDF.

validate FILE PROFILE...   the findings of page-validation, one a line; nothing is good
text FILE                  the text as pdfium reads it
structure FILE             the text read through the structure tree, a line for each block
compare FILE OTHER         two pictures: the mean difference of their grey, 0 to 255, and the share of pixels that differ
                           by more than a quarter
"""
import re
import sys

command, path = sys.argv[1], sys.argv[2]
if command == "validate":
    import page

    for profile in sys.argv[3:]:
        result = page.validate_pdf(path, profile=profile)
        for failure in result.failures:
            print(profile, failure)
        if not result.is_compliant and not result.failures:
            print(profile, "not compliant")
elif command == "text":
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    for index in range(len(document)):
        print(document[index].get_textpage().get_text_bounded())
elif command == "compare":
    from PIL import Image, ImageChops

    one, other = (Image.open(name).convert("RGBA") for name in (path, sys.argv[3]))
    white = Image.new("RGBA", one.size, "white")
    if one.size != other.size:
        print(f"sizes differ: {one.size} {other.size}")
        sys.exit(1)
    one, other = (Image.alpha_composite(white, image).convert("L") for image in (one, other))
    counts = ImageChops.difference(one, other).histogram()
    pixels = one.size[0] * one.size[1]
    mean = sum(value * count for value, count in enumerate(counts)) / pixels
    print(f"{mean:.4f} {sum(counts[64:]) / pixels:.6f}")
elif command == "structure":
    import pikepdf

    pdf = pikepdf.open(path)
    contents = {}

    def maps(font):
        table = {}
        for block in re.findall(rb"beginbfchar(.*?)endbfchar", font.ToUnicode.read_bytes(), re.S):
            for code, text in re.findall(rb"<([0-9A-F]+)>\s*<([0-9A-Fa-f]*)>", block, re.I):
                table[int(code, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
        return table

    fonts = {}

    def marked(page):
        key = page.objgen
        if key in contents:
            return contents[key]
        texts, stack, table = {}, [], {}
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BDC", "BMC"):
                properties = operands[1] if len(operands) > 1 else {}
                outer = stack[-1] if stack else (None, False)
                number = int(properties["/MCID"]) if "/MCID" in properties else None if name == "BMC" else outer[0]
                spelt = "/ActualText" in properties
                if spelt and number is not None:
                    texts.setdefault(number, []).append(str(properties["/ActualText"]))
                stack.append((number, spelt or outer[1]))
            elif name == "EMC":
                stack.pop()
            elif name == "Tf":
                font = page.Resources.Font[str(operands[0])]
                table = fonts.setdefault(font.objgen, None) or maps(font)
                fonts[font.objgen] = table
            elif name in ("TJ", "Tj") and stack and stack[-1][0] is not None and not stack[-1][1]:
                items = operands[0] if name == "TJ" else [operands[0]]
                for item in items:
                    if isinstance(item, pikepdf.String):
                        data = bytes(item)
                        for place in range(0, len(data), 2):
                            code = data[place] << 8 | data[place + 1]
                            texts.setdefault(stack[-1][0], []).append(table.get(code, ""))
        contents[key] = {number: "".join(parts) for number, parts in texts.items()}
        return contents[key]

    BLOCKS = {"/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/TD", "/TH", "/Lbl", "/Code", "/Caption", "/TOCI", "/Formula"}
    lines = []

    def walk(element, page):
        page = element.get("/Pg", page)
        kids = element.get("/K", [])
        if not isinstance(kids, pikepdf.Array):
            kids = [kids]
        text = ""
        for kid in kids:
            if isinstance(kid, int):
                text += marked(page).get(kid, "")
            elif kid.get("/Type") == "/MCR":
                text += marked(kid.Pg).get(int(kid.MCID), "")
            elif kid.get("/Type") == "/OBJR":
                continue
            else:
                text += walk(kid, page)
        if "/ActualText" in element:
            text = str(element.ActualText)
        if str(element.S) in BLOCKS:
            lines.append(f"{str(element.S)[1:]}\t{text}")
            return ""
        return text

    walk(pdf.Root.StructTreeRoot.K, None)
    print("\n".join(lines))
