// Types what an officer types into a return, with a program from npm, and saves it.
// node save.cjs PROGRAM TEMPLATE.xlsx TYPED.json OUT.xlsx     (packages are found through NODE_PATH)
const fs = require("fs");
const [program, template, typedFile, out] = process.argv.slice(2);
const typed = JSON.parse(fs.readFileSync(typedFile, "utf8"));

const midnight = (cell) => new Date(`${cell.value}T00:00:00Z`);
// Excel's own count of days, with the 29 February that 1900 did not have.
const serial = (cell) => {
  const days = Math.round(midnight(cell) / 86400000) + 25569;
  return days < 61 ? days - 1 : days;
};

function sheetjs(name) {
  const XLSX = require(name);
  const book = XLSX.readFile(template, { cellStyles: true, cellNF: true });
  for (const cell of typed) {
    const sheet = book.Sheets[cell.sheet];
    const made = {
      text: () => ({ t: "s", v: cell.value }),
      number: () => ({ t: "n", v: cell.value }),
      boolean: () => ({ t: "b", v: cell.value }),
      date: () => ({ t: "n", v: serial(cell), z: "dd/mm/yyyy" }),
    }[cell.kind]();
    if (cell.format) made.z = cell.format;
    sheet[cell.address] = { ...made };
    const range = XLSX.utils.decode_range(sheet["!ref"]);
    range.e.r = Math.max(range.e.r, cell.row - 1);
    range.e.c = Math.max(range.e.c, cell.column - 1);
    sheet["!ref"] = XLSX.utils.encode_range(range);
  }
  XLSX.writeFile(book, out, { bookSST: true, compression: true });
  return require(`${name}/package.json`).version;
}

async function exceljs() {
  const ExcelJS = require("exceljs");
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(template);
  for (const cell of typed) {
    const at = book.getWorksheet(cell.sheet).getCell(cell.address);
    at.value = cell.kind === "date" ? midnight(cell) : cell.value;
    // Cells that had one style share it: at.numFmt = ... alone would change the others too.
    if (cell.format || cell.kind === "date") at.style = { ...at.style, numFmt: cell.format || "dd/mm/yyyy" };
  }
  await book.xlsx.writeFile(out);
  return require("exceljs/package.json").version;
}

async function populate() {
  const Populate = require("xlsx-populate");
  const book = await Populate.fromFileAsync(template);
  for (const cell of typed) {
    const at = book.sheet(cell.sheet).cell(cell.address);
    at.value(cell.kind === "date" ? serial(cell) : cell.value);
    if (cell.format || cell.kind === "date") at.style("numberFormat", cell.format || "dd/mm/yyyy");
  }
  await book.toFileAsync(out);
  return require("xlsx-populate/package.json").version;
}

// Writes only, so every cell of the filled template is handed to it: TYPED.json holds all of them here.
async function writeExcelFile() {
  const { default: write } = await import(require.resolve("write-excel-file/node"));
  const names = [...new Set(typed.map((cell) => cell.sheet))];
  const sheets = names.map((name) => {
    const cells = typed.filter((cell) => cell.sheet === name);
    const rows = [];
    for (const cell of cells) {
      while (rows.length < cell.row) rows.push([]);
      const row = rows[cell.row - 1];
      while (row.length < cell.column) row.push(null);
      const format = cell.kind === "date" ? "dd/mm/yyyy" : cell.format && cell.format !== "General" ? cell.format : undefined;
      const type = { text: String, number: Number, boolean: Boolean, date: Date }[cell.kind];
      row[cell.column - 1] = { type, value: cell.kind === "date" ? midnight(cell) : cell.value, ...(format && type !== String && type !== Boolean ? { format } : {}) };
    }
    return { data: rows, sheet: name };
  });
  const made = await write(sheets);
  await made.toFile(out);
  return require("write-excel-file/package.json").version;
}

const programs = {
  sheetjs: () => sheetjs("xlsx"),
  "xlsx-js-style": () => sheetjs("xlsx-js-style"),
  exceljs,
  "xlsx-populate": populate,
  "write-excel-file": writeExcelFile,
};
Promise.resolve(programs[program]()).then((version) => console.log(version), (error) => { console.error(error); process.exit(1); });
