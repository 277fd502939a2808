"""Types what an officer types into a return, with a Python library, and saves it; or writes every cell anew.

python save.py PROGRAM TEMPLATE.xlsx TYPED.json OUT.xlsx, run by the Python of the writers' own environment. For
programs that only write, TYPED.json holds every cell of the filled template.
"""

import json
import sys
from datetime import datetime
from importlib.metadata import version


def with_openpyxl(template, typed, out):
    import openpyxl

    book = openpyxl.load_workbook(template)
    for one in typed:
        cell = book[one["sheet"]][one["address"]]
        cell.value = datetime.fromisoformat(one["value"]) if one["kind"] == "date" else one["value"]
        if one["kind"] == "text":
            cell.data_type = "s"  # a leading = would make a formula
        if one["kind"] == "date" or one["format"]:
            cell.number_format = one["format"] or "dd/mm/yyyy"
    book.save(out)
    return version("openpyxl")


def with_excelize(template, typed, out):
    import excelize

    book = excelize.open_file(template)
    for one in typed:
        sheet, address, value = one["sheet"], one["address"], one["value"]
        if one["kind"] == "text":
            book.set_cell_str(sheet, address, value)
        elif one["kind"] == "boolean":
            book.set_cell_bool(sheet, address, value)
        else:
            style = book.get_style(book.get_cell_style(sheet, address))
            book.set_cell_value(sheet, address, datetime.fromisoformat(value) if one["kind"] == "date" else value)
            wanted = one["format"] or ("dd/mm/yyyy" if one["kind"] == "date" else None)
            if wanted:
                style.custom_num_fmt = wanted
                book.set_cell_style(sheet, address, address, book.new_style(style))
    book.save_as(out)
    book.close()
    return version("excelize")


def with_xlsxwriter(_template, typed, out):
    import xlsxwriter

    book = xlsxwriter.Workbook(out, {"strings_to_urls": False, "strings_to_formulas": False})
    sheets = {}
    for one in typed:
        sheet = sheets.get(one["sheet"]) or sheets.setdefault(one["sheet"], book.add_worksheet(one["sheet"]))
        place, value = (one["row"] - 1, one["column"] - 1), one["value"]
        look = book.add_format({"num_format": one["format"] or "General"})
        match one["kind"]:
            case "text":
                sheet.write_string(*place, value, look)
            case "boolean":
                sheet.write_boolean(*place, value, look)
            case "date":
                day = book.add_format({"num_format": "dd/mm/yyyy"})
                sheet.write_datetime(*place, datetime.fromisoformat(value), day)
            case _:
                sheet.write_number(*place, value, look)
    book.close()
    return version("xlsxwriter")


def with_pyexcelerate(_template, typed, out):
    from pyexcelerate import Format, Style, Workbook

    book, sheets = Workbook(), {}
    for one in typed:
        sheet = sheets.get(one["sheet"]) or sheets.setdefault(one["sheet"], book.new_sheet(one["sheet"]))
        value = datetime.fromisoformat(one["value"]) if one["kind"] == "date" else one["value"]
        sheet.set_cell_value(one["row"], one["column"], value)
        shown = "dd/mm/yyyy" if one["kind"] == "date" else one["format"]
        if shown and shown != "General":
            sheet.set_cell_style(one["row"], one["column"], Style(format=Format(shown)))
    book.save(out)
    return version("pyexcelerate")


PROGRAMS = {
    "openpyxl": with_openpyxl,
    "excelize": with_excelize,
    "xlsxwriter": with_xlsxwriter,
    "pyexcelerate": with_pyexcelerate,
}

if __name__ == "__main__":
    program, template, typed, out = sys.argv[1:]
    with open(typed, encoding="utf-8") as held:  # noqa: PTH123 as in any script
        print(PROGRAMS[program](template, json.load(held), out))
