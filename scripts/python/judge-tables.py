"""Compares tables that we wrote with what independent readers find in them, and writes tables for us to read.

judge-tables.py parquet FOLDER           pyarrow, polars, duckdb and fastparquet read FOLDER/*.parquet; *.ndjson hold the values
judge-tables.py foreign FOLDER           writes FOLDER/*.parquet in all encodings and codecs at hand
judge-tables.py compare FOLDER           FOLDER/*.ndjson hold what we read from FOLDER/*.parquet; pyarrow says what is in them
judge-tables.py bloom FILE NDJSON        duckdb finds every value through its filters
judge-tables.py csv FILE NDJSON          Python's csv module, polars and duckdb read FILE
judge-tables.py texts FOLDER             pandas, polars, duckdb and pyarrow write CSV, JSON lines and XML for us to read
judge-tables.py xlsx FOLDER              openpyxl and python-calamine read FOLDER/*.xlsx; *.ndjson hold the values
judge-tables.py workbooks FOLDER         writes workbooks for us to read, and what is in them
judge-tables.py xml FILE NDJSON          Python's ElementTree reads FILE, whose columns are flat
judge-tables.py transforms FOLDER        duckdb runs FOLDER/*.sql on data.parquet; *.ndjson hold what we made of the same
judge-tables.py office FOLDER            LibreOffice opens FOLDER/*.xlsx and *.csv and saves them; the values are still those of *.ndjson
judge-tables.py pages FOLDER             pandas reads the tables of FOLDER/page.html; tables.txt holds their rows, a blank line apart
judge-tables.py geometries FOLDER        geopandas writes FOLDER/foreign.geojson and foreign.parquet
judge-tables.py places FOLDER            geopandas, shapely and GDAL find the same in what we made of them
judge-tables.py features FILE            openxml-audit finds nothing; openpyxl finds every feature of the test's workbook
"""
import datetime as dt
import decimal
import json
import math
import sys

D = decimal.Decimal


def rows_of(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line, parse_float=D, parse_int=int) for line in lines]


def moment(text):
    return dt.datetime.fromisoformat(text.replace("Z", "+00:00"))


def duration(text):
    sign = -1 if text[0] == "-" else 1
    text = text.lstrip("-")[1:]
    days, _, time = text.partition("T")
    total = D(0)
    if days:
        total += D(days[:-1]) * 86400
    number = ""
    for char in time:
        if char in "HMS":
            total += D(number) * {"H": 3600, "M": 60, "S": 1}[char]
            number = ""
        else:
            number += char
    return sign * int(total * 1_000_000)


def same(found, said):
    """Whether a value of a foreign reader is what our JSON says."""
    if found is None or (type(found).__name__ in ("NaTType", "NAType")):
        return said is None
    if isinstance(found, float):
        if said is None:
            return math.isnan(found) or math.isinf(found)
        return float(said) == found
    if said is None:
        return False
    if isinstance(found, bool):
        return found is said
    if isinstance(found, D):
        return D(said) == found
    if isinstance(found, int):
        return duration(said) == found if isinstance(said, str) else said == found
    if isinstance(found, dt.datetime):
        expected = moment(said)
        if found.tzinfo:
            return found.astimezone(dt.timezone.utc).replace(tzinfo=None) == expected.replace(tzinfo=None)
        return found == expected.replace(tzinfo=None)
    if isinstance(found, dt.timedelta):
        return (found.days * 86400 + found.seconds) * 1_000_000 + found.microseconds == duration(said)
    if isinstance(found, dt.date):
        return found.isoformat() == said
    if isinstance(found, dt.time):
        return found == dt.time.fromisoformat(said)
    if isinstance(found, (bytes, bytearray)):
        return bytes(found).hex() == said
    if isinstance(found, (list, tuple)):
        return len(found) == len(said) and all(same(a, b) for a, b in zip(found, said))
    if isinstance(found, dict):
        return set(found) == set(said) and all(same(found[k], said[k]) for k in found)
    return str(found) == said


def check(reader, found, said):
    assert len(found) == len(said), f"{reader}: {len(found)} rows, {len(said)} were written"
    for row, (a, b) in enumerate(zip(found, said)):
        for key in b:
            assert key in a, f"{reader}: no column {key}"
            assert same(a[key], b[key]), f"{reader}: row {row + 1}, {key}: {a[key]!r} is not {b[key]!r}"


def parquet(folder):
    import glob

    files = sorted(glob.glob(f"{folder}/*.parquet"))
    for path in files:
        try:
            parquet_file(path, path.replace(".parquet", ".ndjson"))
        except Exception as error:
            raise AssertionError(f"{path}: {error}") from error
    print("same", len(files))


def parquet_file(path, ndjson):
    import duckdb
    import fastparquet
    import polars
    import pyarrow.parquet as pq

    said = rows_of(ndjson)
    file = pq.ParquetFile(path)
    table = file.read()
    table.validate(full=True)
    check("pyarrow", table.to_pylist(), said)
    for index in range(file.metadata.num_row_groups):
        group = file.metadata.row_group(index)
        data = file.read_row_group(index)
        for place in range(group.num_columns):
            column = group.column(place)
            name = column.path_in_schema
            if "." in name or not column.statistics or not column.statistics.has_min_max:
                continue
            values = [v for v in data[name].to_pylist() if v is not None and v == v]
            assert column.statistics.null_count == data[name].null_count, f"{name}: null count"
            if values and not isinstance(values[0], (dt.datetime, dt.timedelta)):
                assert column.statistics.min == min(values), f"{name}: min {column.statistics.min!r} {min(values)!r}"
                assert column.statistics.max == max(values), f"{name}: max {column.statistics.max!r} {max(values)!r}"
    check("polars", polars.read_parquet(path).to_dicts(), said)
    connection = duckdb.connect()
    connection.execute("set timezone='UTC'")
    result = connection.execute(f"select * from read_parquet('{path}')")
    names = [column[0] for column in result.description]
    check("duckdb", [dict(zip(names, row)) for row in result.fetchall()], said)
    frame = fastparquet.ParquetFile(path)
    simple = [f.name for f in table.schema if str(f.type) in ("int64", "double", "string", "bool")]
    if simple:
        data = frame.to_pandas(columns=simple)
        for name in simple:
            for row, value in enumerate(data[name].tolist()):
                expected = said[row][name]
                if expected is None:
                    assert value is None or str(value) in ("<NA>", "NaT", "nan"), f"fastparquet: {name} {value!r}"
                    continue
                if isinstance(expected, int) and isinstance(value, float):
                    assert float(expected) == value, f"fastparquet: row {row + 1}, {name}"
                    continue
                assert same(value, expected), f"fastparquet: row {row + 1}, {name}: {value!r} is not {expected!r}"


def foreign_table(rows=2500):
    import random

    import pyarrow as pa

    dice = random.Random(7)

    def maybe(make):
        return [None if dice.random() < 0.15 else make() for _ in range(rows)]

    words = ["", "a", "Łódź", "東京", "long " * 30, "x,y", '"q"']
    moment = dt.datetime(2026, 1, 1)
    columns = {
        "i64": pa.array(maybe(lambda: dice.randint(-(2**63), 2**63 - 1)), pa.int64()),
        "seq": pa.array(range(rows), pa.int64()),
        "i32": pa.array(maybe(lambda: dice.randint(-(2**31), 2**31 - 1)), pa.int32()),
        "u32": pa.array(maybe(lambda: dice.randint(0, 2**32 - 1)), pa.uint32()),
        "i8": pa.array(maybe(lambda: dice.randint(-128, 127)), pa.int8()),
        "f64": pa.array(maybe(lambda: dice.uniform(-1e9, 1e9)), pa.float64()),
        "f32": pa.array(maybe(lambda: dice.randint(-1000, 1000) / 8), pa.float32()),
        "flag": pa.array(maybe(lambda: dice.random() < 0.5), pa.bool_()),
        "text": pa.array(maybe(lambda: dice.choice(words))),
        "unique": pa.array([f"row number {i}" for i in range(rows)]),
        "bytes": pa.array(maybe(lambda: dice.randbytes(dice.randint(0, 9))), pa.binary()),
        "fixed": pa.array(maybe(lambda: dice.randbytes(5)), pa.binary(5)),
        "day": pa.array(maybe(lambda: dt.date(1900, 1, 1) + dt.timedelta(dice.randint(0, 90000))), pa.date32()),
        "us": pa.array(maybe(lambda: moment + dt.timedelta(microseconds=dice.randint(0, 10**15))), pa.timestamp("us")),
        "utc": pa.array(maybe(lambda: moment + dt.timedelta(milliseconds=dice.randint(0, 10**12))), pa.timestamp("ms", "UTC")),
        "clock": pa.array(maybe(lambda: dt.time(dice.randint(0, 23), dice.randint(0, 59), 5, dice.randint(0, 999999))), pa.time64("us")),
        "price": pa.array(maybe(lambda: D(dice.randint(-(10**11), 10**11)).scaleb(-2)), pa.decimal128(12, 2)),
        "wide": pa.array(maybe(lambda: D(dice.randint(-(10**30), 10**30)).scaleb(-6)), pa.decimal128(38, 6)),
        "list": pa.array(maybe(lambda: [None if dice.random() < 0.2 else dice.randint(0, 9) for _ in range(dice.randint(0, 4))]), pa.list_(pa.int64())),
        "object": pa.array(maybe(lambda: {"a": dice.choice([None, 1, 2]), "b": dice.choice(words)})),
        "deep": pa.array(maybe(lambda: [{"n": dice.randint(0, 9), "l": [dice.choice(words) for _ in range(dice.randint(0, 3))]} for _ in range(dice.randint(0, 3))])),
    }
    return pa.table(columns)


def foreign(folder):
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = foreign_table()
    for codec in ("none", "snappy", "gzip", "zstd", "lz4", "brotli"):
        for version in ("1.0", "2.0"):
            pq.write_table(table, f"{folder}/{codec}-{version}.parquet", compression=codec, data_page_version=version, row_group_size=999, data_page_size=2000)
    flat = table.select(["i64", "seq", "i32", "f64", "f32", "text", "unique", "flag", "fixed", "bytes"])
    delta = {"i64": "DELTA_BINARY_PACKED", "seq": "DELTA_BINARY_PACKED", "i32": "DELTA_BINARY_PACKED", "f64": "BYTE_STREAM_SPLIT", "f32": "BYTE_STREAM_SPLIT", "text": "DELTA_BYTE_ARRAY", "unique": "DELTA_BYTE_ARRAY", "bytes": "DELTA_LENGTH_BYTE_ARRAY", "flag": "RLE", "fixed": "DELTA_BYTE_ARRAY"}
    for version in ("1.0", "2.0"):
        pq.write_table(flat, f"{folder}/delta-{version}.parquet", use_dictionary=False, column_encoding=delta, data_page_version=version, row_group_size=1200)
    split = {"i64": "BYTE_STREAM_SPLIT", "seq": "BYTE_STREAM_SPLIT", "i32": "BYTE_STREAM_SPLIT", "fixed": "BYTE_STREAM_SPLIT"}
    pq.write_table(flat.select(list(split)), f"{folder}/split.parquet", use_dictionary=False, column_encoding=split)
    pq.write_table(table.select(["us"]), f"{folder}/int96.parquet", use_deprecated_int96_timestamps=True)
    pq.write_table(flat, f"{folder}/required.parquet", use_dictionary=["text"], version="1.0")
    maps = pa.table({"m": pa.array([[("a", 1), ("b", None)], None, []], pa.map_(pa.string(), pa.int64()))})
    pq.write_table(maps, f"{folder}/map.parquet")
    import polars

    frame = polars.from_arrow(table.drop_columns(["fixed"]))
    frame.write_parquet(f"{folder}/polars.parquet")
    for codec in ("uncompressed", "snappy", "gzip", "zstd", "lz4", "brotli"):
        frame.write_parquet(f"{folder}/polars-{codec}.parquet", compression=codec, row_group_size=700, data_page_size=3000)
    import duckdb

    plain = table.drop_columns(["fixed"])
    duckdb.from_arrow(plain).write_parquet(f"{folder}/duckdb.parquet")
    connection = duckdb.connect()
    connection.register("plain", plain)
    for codec in ("uncompressed", "snappy", "gzip", "zstd", "lz4_raw", "brotli"):
        for version in ("v1", "v2"):
            connection.execute(f"copy plain to '{folder}/duckdb-{codec}-{version}.parquet' (format parquet, compression {codec}, parquet_version {version}, row_group_size 2048)")
    import fastparquet

    simple = table.select(["seq", "f64", "unique"]).to_pandas()
    fastparquet.write(f"{folder}/fastparquet.parquet", simple)
    for codec in ("SNAPPY", "GZIP", "ZSTD", "LZ4_RAW"):
        try:
            fastparquet.write(f"{folder}/fastparquet-{codec}.parquet", simple, compression=codec, row_group_offsets=900)
        except Exception as error:
            assert "Compression" in str(error) or "cramjam" in str(error) or isinstance(error, (KeyError, RuntimeError)), error
    categories = simple.assign(word=[["red", "green", "blue"][i % 3] for i in range(len(simple))], day=__import__("pandas").Timestamp("2026-01-01"))
    fastparquet.write(f"{folder}/fastparquet-words.parquet", categories, has_nulls=True, times="int64", object_encoding="utf8")
    # Forms that older writers used, and what newer ones add.
    pq.write_table(table, f"{folder}/old-lists.parquet", use_compliant_nested_type=False)
    pq.write_table(table.select(["price", "wide"]), f"{folder}/decimal-integers.parquet", store_decimal_as_integer=True)
    pq.write_table(flat, f"{folder}/page-index.parquet", write_page_index=True, data_page_size=500, write_page_checksum=True)
    pq.write_table(flat, f"{folder}/small-dictionary.parquet", dictionary_pagesize_limit=64, data_page_size=400)
    pq.write_table(flat.slice(0, 0), f"{folder}/empty.parquet")
    pq.write_table(pa.table({"n": pa.nulls(300, pa.int64()), "t": pa.nulls(300, pa.string())}), f"{folder}/only-nulls.parquet")
    large = pa.table({"a": pa.array(["x", None] * 400, pa.large_string()), "d": pa.array(["u", "v"] * 400).dictionary_encode(), "h": pa.array([1.5, None] * 400, pa.float16())})
    pq.write_table(large, f"{folder}/large-types.parquet")
    deeper = pa.table({"ll": pa.array([[[1, None], None, []], None, [], [[2, 3]]] * 90, pa.list_(pa.list_(pa.int64()))), "fl": pa.array([[1.0, 2.0], None, [3.0, None], [4.0, 5.0]] * 90, pa.list_(pa.float64(), 2))})
    for version in ("1.0", "2.0"):
        pq.write_table(deeper, f"{folder}/nested-{version}.parquet", data_page_version=version, data_page_size=300)
    with open(f"{folder}/names.txt", "w") as names:
        import glob

        names.write("\n".join(sorted(p.rsplit("/", 1)[1][: -len(".parquet")] for p in glob.glob(f"{folder}/*.parquet"))))
    relabel(f"{folder}/none-1.0.parquet", f"{folder}/lzo.refused", 3)


def relabel(path, copy, codec):
    """Writes a copy of a Parquet file that says its pages are compressed with another codec."""
    import struct

    import fastparquet

    data = open(path, "rb").read()
    length = struct.unpack("<i", data[-8:-4])[0]
    metadata = fastparquet.ParquetFile(path).fmd
    for group in metadata.row_groups:
        for column in group.columns:
            column.meta_data.codec = codec
    footer = bytes(metadata.to_bytes())
    open(copy, "wb").write(data[: -8 - length] + footer + struct.pack("<i", len(footer)) + b"PAR1")


def compare(folder):
    import glob

    import duckdb
    import pyarrow.parquet as pq

    connection = duckdb.connect()
    connection.execute("set timezone='UTC'")
    count = 0
    for said in sorted(glob.glob(f"{folder}/*.ndjson")):
        path = said.replace(".ndjson", ".parquet")
        if "/duckdb-" in path:
            # pyarrow stops at pages of DuckDB's version 2 that hold no value.
            result = connection.execute(f"select * from read_parquet('{path}')")
            columns = [column[0] for column in result.description]
            found = [dict(zip(columns, row)) for row in result.fetchall()]
        else:
            found = pq.read_table(path).to_pylist()
        for row in found:
            for key, value in row.items():
                if key == "m" and value is not None:
                    row[key] = [{"key": k, "value": v} for k, v in value]
        check(said, found, rows_of(said))
        count += 1
    print("same", count)


def bloom(path, ndjson):
    import duckdb

    said = rows_of(ndjson)
    connection = duckdb.connect()
    probe = "select bloom_filter_excludes from parquet_bloom_probe(?, ?, ?)"
    for name in said[0]:
        for row in said[:40]:
            if row[name] is not None:
                value = float(row[name]) if isinstance(row[name], D) else row[name]
                excluded = connection.execute(probe, [path, name, value]).fetchall()
                assert not any(e[0] for e in excluded), f"{name}: {value!r} is said to be missing"
        absent = {"t": "not there at all", "n": 123456789123, "f": 0.123456789}[name]
        excluded = connection.execute(probe, [path, name, absent]).fetchall()
        assert all(e[0] for e in excluded), f"{name}: the filter excludes nothing"
    print("same", len(said))


def transforms(folder):
    import glob

    import duckdb

    connection = duckdb.connect()
    connection.execute(f"create table data as select * from read_parquet('{folder}/data.parquet')")
    queries = sorted(glob.glob(f"{folder}/*.sql"))
    for path in queries:
        query = open(path, encoding="utf-8").read()
        try:
            result = connection.execute(query)
            names = [column[0] for column in result.description]
            found = [dict(zip(names, map(near, row))) for row in result.fetchall()]
            check("duckdb", found, [{k: near(v) for k, v in row.items()} for row in rows_of(path.replace(".sql", ".ndjson"))])
        except Exception as error:
            raise AssertionError(f"{query}: {error}") from error
    print("same", len(queries))


def xml(path, ndjson):
    import xml.etree.ElementTree as tree

    said = rows_of(ndjson)
    rows = list(tree.parse(path).getroot())
    assert len(rows) == len(said), f"{len(rows)} rows, {len(said)} were written"
    for number, (row, b) in enumerate(zip(rows, said)):
        for key, value in b.items():
            cell = row.find(key)
            text = None if cell is None else cell.text or ""
            if value is None:
                good = text is None or text in ("NaN", "INF", "-INF")
            elif isinstance(value, bool):
                good = text == str(value).lower()
            elif isinstance(value, (int, D)):
                good = D(text) == value
            else:
                good = text == value
            assert good, f"row {number + 1}, {key}: {text!r} is not {value!r}"
    print("same", len(said))


def near(value):
    """Numbers with as many digits as two ways of adding up agree in."""
    if isinstance(value, bool) or not isinstance(value, (int, float, D)):
        return value
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return D(f"{float(value):.10e}") + 0


def csv(path, ndjson):
    import csv as module

    said = rows_of(ndjson)
    with open(path, encoding="utf-8", newline="") as text:
        found = list(module.DictReader(text))
    assert len(found) == len(said), f"{len(found)} rows, {len(said)} were written"
    for row, (a, b) in enumerate(zip(found, said)):
        for key, value in b.items():
            cell = a[key]
            if value is None:
                good = cell == "" or cell in ("NaN", "Infinity", "-Infinity")
            elif isinstance(value, bool):
                good = cell == str(value).lower()
            elif isinstance(value, (int, D)):
                good = D(cell) == value
            elif isinstance(value, (list, dict)):
                good = json.loads(cell, parse_float=D) == value
            else:
                good = cell == value
            assert good, f"row {row + 1}, {key}: {cell!r} is not {value!r}"
    import duckdb
    import polars

    # Texts are texts to all of them; what is missing and what is empty is one to Python's module.
    others = {"polars": polars.read_csv(path, infer_schema=False).to_dicts()}
    result = duckdb.connect().execute(
        f"select * from read_csv('{path}', all_varchar=true, header=true, delim=',', quote='\"', escape='\"')")
    names = [column[0] for column in result.description]
    others["duckdb"] = [dict(zip(names, row)) for row in result.fetchall()]
    for reader, rows in others.items():
        assert len(rows) == len(found), f"{reader}: {len(rows)} rows, {len(found)} were written"
        for row, (a, b) in enumerate(zip(rows, found)):
            for key, value in b.items():
                assert (a[key] or "") == value, f"{reader}: row {row + 1}, {key}: {a[key]!r} is not {value!r}"
    print("same", len(said))


def texts(folder):
    """The same table by every program; expected.ndjson says what it is."""
    import duckdb
    import pandas
    import polars
    import pyarrow
    import pyarrow.csv

    rows = []
    for i in range(400):
        rows.append({
            "id": i, "name": [None, "a,b", 'say "so"', "two\nlines", "Łódź 東京 😀", "=1+1", " x ", "plain"][i % 8],
            "real": None if i % 11 == 3 else i / 8 - 7.25 if i % 5 else i * 1e-9 + 1e15, "flag": None if i % 7 == 1 else i % 3 == 0,
            "day": None if i % 13 == 2 else dt.date(1969, 12, 1) + dt.timedelta(i * 40),
            "moment": dt.datetime(2026, 5, 1, 12, 30) + dt.timedelta(seconds=i * 7919, microseconds=(i % 3) * 125000),
        })
    table = polars.DataFrame(rows, infer_schema_length=None)
    arrow = table.to_arrow()
    frame = table.to_pandas()
    frame["flag"] = frame["flag"].astype("boolean")
    frame["day"] = [row["day"] for row in rows]
    connection = duckdb.connect()
    connection.register("t", arrow)
    table.write_csv(f"{folder}/polars.csv")
    pyarrow.csv.write_csv(arrow, f"{folder}/pyarrow.csv")
    frame.to_csv(f"{folder}/pandas.csv", index=False)
    connection.execute(f"copy t to '{folder}/duckdb.csv' (format csv, header)")
    table.write_ndjson(f"{folder}/polars.ndjson")
    connection.execute(f"copy t to '{folder}/duckdb.ndjson' (format json)")
    with open(f"{folder}/python.ndjson", "w", encoding="utf-8") as out:
        for row in rows:
            plain = {k: v.isoformat() if isinstance(v, dt.date) else v for k, v in row.items() if v is not None or k == "name"}
            out.write(json.dumps(plain) + "\n")
    table.drop("name").to_pandas().assign(day=[row["day"] for row in rows], flag=frame["flag"], moment=[row["moment"].isoformat() for row in rows]).to_xml(
        f"{folder}/pandas.xml", index=False, parser="etree")
    with open(f"{folder}/expected.ndjson", "w", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps({k: v.isoformat() if isinstance(v, dt.date) else v for k, v in row.items()}) + "\n")


def same_texts(folder):
    """FOLDER/*.said hold what we read of the files of `texts`."""
    import glob

    expected = rows_of(f"{folder}/expected.ndjson")
    files = sorted(glob.glob(f"{folder}/*.said"))
    for path in files:
        found = rows_of(path)
        assert len(found) == len(expected), f"{path}: {len(found)} rows, {len(expected)} were written"
        for row, (a, b) in enumerate(zip(found, expected)):
            for key, value in b.items():
                if key not in a and path.endswith("pandas.xml.said") and key == "name":
                    continue
                seen = a.get(key)
                if key == "moment":
                    good = seen is not None and moment(seen.replace("Z", "")) == moment(value)
                elif isinstance(value, D):
                    good = seen is not None and float(seen) == float(value)
                else:
                    good = seen == value or (value is None and seen == "" and key == "name")
                assert good, f"{path}: row {row + 1}, {key}: {seen!r} is not {value!r}"
    print("same", len(files))


def xlsx(folder):
    import glob

    files = sorted(glob.glob(f"{folder}/*.xlsx"))
    for path in files:
        try:
            xlsx_file(path, path.replace(".xlsx", ".ndjson"))
            audit(path)
        except Exception as error:
            raise AssertionError(f"{path}: {error}") from error
    print("same", len(files))


def office(folder):
    import glob
    import os
    import shutil
    import subprocess

    books, texts = sorted(glob.glob(f"{folder}/*.xlsx")), sorted(glob.glob(f"{folder}/*.csv"))
    files = books + texts
    program = shutil.which("soffice")
    assert program, "LibreOffice is missing; install it with: scripts/setup test"
    command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", f"{folder}/saved"]
    run = lambda command: subprocess.run(command, capture_output=True, text=True, timeout=300, env={**os.environ, "LC_ALL": "C.UTF-8"})
    result = run(command + books)
    if texts:
        # Comma, quote, UTF-8, from the first row, en-US, quoted fields are texts, numbers and dates are found.
        result = run(command + ["--infilter=CSV:44,34,76,1,,1033,true,true"] + texts)
    for path in files:
        saved = f"{folder}/saved/" + path[len(folder) + 1 :].rsplit(".", 1)[0] + ".xlsx"
        assert os.path.exists(saved), f"LibreOffice did not open {path}: {result.stdout} {result.stderr}"
        try:
            xlsx_file(saved, path.rsplit(".", 1)[0] + ".ndjson", is_saved=True)
        except Exception as error:
            raise AssertionError(f"{path}: {error}") from error
    print("same", len(files))


def workbooks(folder):
    import openpyxl
    import polars
    import xlsxwriter

    rows = [
        ("Łódź & <b>", i, i / 8 + 0.25, i % 3 == 0, dt.date(2026, 1, 1) + dt.timedelta(i), dt.datetime(2026, 5, 1, 12, 30, i % 60))
        for i in range(300)
    ]
    rows[17] = (None, None, None, None, None, None)
    names = ["text", "whole", "real", "flag", "day", "moment"]
    book = openpyxl.Workbook()
    book.active.append(names)
    for row in rows:
        book.active.append(row)
    book.save(f"{folder}/openpyxl.xlsx")
    with xlsxwriter.Workbook(f"{folder}/xlsxwriter.xlsx", {"default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet()
        clock = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        sheet.write_row(0, 0, names)
        for number, row in enumerate(rows, 1):
            for place, value in enumerate(row):
                if isinstance(value, dt.datetime):
                    sheet.write_datetime(number, place, value, clock)
                elif isinstance(value, float):
                    sheet.write_formula(number, place, "=1*1", None, value)
                elif value is not None:
                    sheet.write(number, place, value)
    polars.DataFrame(rows, schema=names, orient="row").write_excel(f"{folder}/polars.xlsx")
    with open(f"{folder}/expected.ndjson", "w", encoding="utf-8") as out:
        for row in rows:
            cells = [v.isoformat() if isinstance(v, dt.date) else v for v in row]
            out.write(json.dumps(dict(zip(names, cells)), ensure_ascii=False, separators=(",", ":")) + "\n")
    with xlsxwriter.Workbook(f"{folder}/formats.xlsx") as book:
        sheet = book.add_worksheet()
        formats = ["dd-mmm-yy", "yyyy/mm/dd hh:mm", "hh:mm AM/PM", "[h]:mm", '0.00" days"', "mmm yyyy", "@"]
        sheet.write_row(0, 0, formats)
        for place, code in enumerate(formats):
            value = ["x", 46000, 46000.5, 0.25, 1.5, 2.5, 46000][(place + 1) % 7]
            sheet.write(1, place, value, book.add_format({"num_format": code}))


def pages(folder):
    import pandas

    found = pandas.read_html(f"{folder}/page.html", encoding="utf-8")
    said = [part.splitlines() for part in open(f"{folder}/tables.txt", encoding="utf-8").read().split("\n\n")]
    assert len(found) == len(said), (len(found), len(said))
    for number, (frame, lines) in enumerate(zip(found, said)):
        assert frame.to_dict("records") == [json.loads(line) for line in lines if line], f"table {number}: {frame} is not {lines}"
    print("same", len(found))


def places_frame():
    """Every kind of geometry, with and without heights, empty ones and none; random, the same each time."""
    import random

    import geopandas
    import shapely
    from shapely.geometry import GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon

    dice = random.Random(5)
    place = lambda: (dice.uniform(-180, 180), dice.uniform(-90, 90))
    ring = lambda x, y, size: [(x, y), (x + size, y), (x + size, y + size), (x, y + size), (x, y)]
    shapes = []
    for _ in range(60):
        x, y = place()
        shapes += [
            Point(x, y), LineString([place() for _ in range(dice.randint(2, 6))]), Polygon(ring(x, y, 3), [ring(x + 1, y + 1, 0.5)]),
            MultiPoint([place(), place()]), MultiLineString([[place(), place()], [place(), place(), place()]]),
            MultiPolygon([Polygon(ring(x, y, 1)), Polygon(ring(x + 5, y, 1), [ring(x + 5.2, y + 0.2, 0.1)])]),
            GeometryCollection([Point(x, y), LineString([place(), place()])]), Point(x, y, dice.uniform(0, 4000)),
            LineString([(x, y, 1.5), (x + 1, y, 2.5)]), None, shapely.from_wkt("POLYGON EMPTY"),
        ]
    count = len(shapes)
    return geopandas.GeoDataFrame(
        {"number": range(count), "name": [None if i % 7 == 0 else f"Ł {i} \"q\"" for i in range(count)], "size": [i / 8 for i in range(count)]},
        geometry=shapes, crs="OGC:CRS84")


def geometries(folder):
    frame = places_frame()
    frame.to_file(f"{folder}/foreign.geojson", driver="GeoJSON", engine="pyogrio")
    frame.to_parquet(f"{folder}/foreign.parquet", schema_version="1.1.0")
    # Another system of coordinates than longitude and latitude.
    frame.dropna().to_crs("EPSG:3857").to_parquet(f"{folder}/mercator.parquet")
    print("made", len(frame))


def places(folder):
    import geopandas
    import pyarrow.parquet as pq
    import shapely

    wanted = places_frame()
    frames = {name: geopandas.read_parquet(f"{folder}/{name}") for name in ("ours.parquet", "again.parquet")}
    frames |= {name: geopandas.read_file(f"{folder}/{name}", engine="pyogrio") for name in ("ours.geojson", "again.geojson")}
    for name, frame in frames.items():
        assert len(frame) == len(wanted), f"{name}: {len(frame)} rows"
        assert frame.crs.to_string() in ("OGC:CRS84", "EPSG:4326"), f"{name}: {frame.crs}"
        for row, (a, b) in enumerate(zip(frame.geometry, wanted.geometry)):
            if b is None:
                assert a is None, f"{name}: row {row}: {a}"
            elif not b.is_empty or name.endswith("parquet"):
                # GDAL writes 15 digits of GeoJSON by default; we write all.
                limit = 0 if name.startswith("again") else 1e-6
                assert a.has_z == b.has_z and a.equals_exact(b, limit), f"{name}: row {row}: {a} is not {b}"
        for column in ("number", "name", "size"):
            assert [v if v == v else None for v in frame[column]] == list(wanted[column].astype(object).where(wanted[column].notna(), None)), f"{name}: {column}"
    for name in ("ours.parquet", "again.parquet"):
        geo = json.loads(pq.read_schema(f"{folder}/{name}").metadata[b"geo"])
        column = geo["columns"]["geometry"]
        assert geo["version"] == "1.1.0" and geo["primary_column"] == "geometry" and column["encoding"] == "WKB", geo
        assert "crs" not in column and len(column["bbox"]) == 6, column
        bounds = frames[name].total_bounds
        assert [column["bbox"][i] for i in (0, 1, 3, 4)] == list(bounds), (column["bbox"], bounds)
        kinds = {shape.geom_type + (" Z" if shape.has_z else "") for shape in frames[name].geometry if shape is not None}
        assert set(column["geometry_types"]) == kinds, (column["geometry_types"], kinds)
    kept = geopandas.read_parquet(f"{folder}/kept.parquet")
    assert kept.crs == geopandas.read_parquet(f"{folder}/mercator.parquet").crs and kept.crs.to_epsg() == 3857, kept.crs
    # Our binary form against shapely's own reader, byte by byte of what it writes itself.
    for cell, shape in zip(pq.read_table(f"{folder}/again.parquet")["geometry"].to_pylist(), wanted.geometry):
        if shape is not None:
            assert shapely.to_wkb(shapely.from_wkb(cell), flavor="iso", byte_order=1) == cell, shape
    print("same", len(wanted))


def audit(path):
    import subprocess

    command = [sys.executable.replace("python3", "python").rsplit("/", 1)[0] + "/openxml-audit", path]
    result = subprocess.run(command, capture_output=True, text=True)
    assert result.returncode == 0, f"openxml-audit: {(result.stdout + result.stderr)[:2500]}"


def features(path):
    import zipfile

    import openpyxl

    audit(path)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    assert book.sheetnames[0] == "Ventas 'Q1' B" and len(book.sheetnames) == 3, book.sheetnames
    assert sheet.freeze_panes == "A2" and list(sheet.tables) == ["Table1"], sheet.freeze_panes
    names = zipfile.ZipFile(path).namelist()
    assert len(sheet._charts) == 6 and "xl/media/image1.png" in names, (len(sheet._charts), names)
    assert sheet["F2"].value == "=B2*2" and sheet["D2"].hyperlink.target.startswith("https://example.org/")
    assert sheet["A3"].value == "=1+1" and sheet["A3"].data_type == "s" and sheet["A3"].quotePrefix
    assert sheet["A4"].value in ("a_x000D_b", "a_x005F_x000D_b"), sheet["A4"].value
    assert sheet.protection.sheet and len(sheet.data_validations.dataValidation) == 1
    assert "Rates" in book.defined_names and book.properties.title == "T & T"
    assert len(sheet.conditional_formatting) >= 3
    assert book.worksheets[1].auto_filter.ref == "A1:E21", book.worksheets[1].auto_filter.ref
    print("no findings")


def xlsx_file(path, ndjson, is_saved=False):
    import openpyxl
    from openpyxl.utils.escape import unescape
    from python_calamine import CalamineWorkbook

    said = rows_of(ndjson)
    if is_saved:
        # LibreOffice saves booleans as formulas with a value, numbers with 15 digits, and has one kind of line end.
        said = [{k: v.replace("\r\n", "\n") if isinstance(v, str) else v for k, v in row.items()} for row in said]
    names = list(said[0]) if said else []
    sheet = openpyxl.load_workbook(path, data_only=is_saved).worksheets[0]
    plain = lambda value: unescape(value) if isinstance(value, str) else value
    found = [dict(zip(names, map(plain, row))) for row in sheet.iter_rows(min_row=2, values_only=True)][: len(said)]
    calamine = [dict(zip(names, row)) for row in CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[1:]]
    for reader, table in (("openpyxl", found), ("calamine", calamine)):
        assert len(table) == len(said), f"{reader}: {len(table)} rows, {len(said)} were written"
        for row, (a, b) in enumerate(zip(table, said)):
            for key, value in b.items():
                assert cell(a[key], value, 1e-14 if is_saved else 1e-15), f"{reader}: row {row + 1}, {key}: {a[key]!r} is not {value!r}"


def cell(found, said, tolerance):
    if said is None or said == "":
        return found in (None, "", "#NUM!") or (isinstance(found, str) and found.startswith("#"))
    if isinstance(said, bool):
        return found is said or found == said
    if isinstance(said, (int, D)):
        if isinstance(found, str):
            return D(found) == said
        return math.isclose(float(found), float(said), rel_tol=tolerance, abs_tol=0) or float(found) == float(said)
    if isinstance(said, (list, dict)):
        return json.loads(found, parse_float=D) == said
    if isinstance(found, dt.datetime):
        if len(said) == 10:
            return found.date().isoformat() == said
        return abs(found - moment(said).replace(tzinfo=None)) <= dt.timedelta(milliseconds=1)
    if isinstance(found, dt.date):
        return found.isoformat() == said[:10]
    if isinstance(found, dt.time):
        expected = dt.time.fromisoformat(said)
        as_us = lambda t: ((t.hour * 60 + t.minute) * 60 + t.second) * 1_000_000 + t.microsecond
        return abs(as_us(found) - as_us(expected)) <= 1000
    if isinstance(found, dt.timedelta):
        micro = (found.days * 86400 + found.seconds) * 1_000_000 + found.microseconds
        if said[0] in "P-":
            return abs(micro - duration(said)) <= 1000
        expected = dt.time.fromisoformat(said)
        return abs(micro - (((expected.hour * 60 + expected.minute) * 60 + expected.second) * 1_000_000 + expected.microsecond)) <= 1000
    if isinstance(found, float):
        return abs(found * 86_400_000_000 - duration(said)) <= 1000
    return str(found) == said


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
