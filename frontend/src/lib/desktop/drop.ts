import type { ImportFile, ImportOptions } from './types';

/** noOptions overrides nothing: the program recognises the file by itself. */
export function noOptions(): ImportOptions {
  return {
    profile: '',
    version: 0,
    map: {},
    date_format: '',
    decimal: '',
    encoding: '',
    separator: '',
    sheet: '',
    header_rows: '',
    source: '',
    header_row: 0,
    currency: '',
    carrier: '',
    sure: '',
    unlike: [],
  };
}

/** atPath names a file the program can open by itself. */
export function atPath(path: string): ImportFile {
  return {
    path,
    name: path.split(/[\\/]/).pop() ?? path,
    content: '',
    lying: '',
    inside: '',
    sheet: '',
    options: noOptions(),
  };
}

/** lyingAs is a file in a watched folder: one that waits or one that was refused, by its id. */
export function lyingAs(kind: 'waiting' | 'refused', id: string, name: string): ImportFile {
  return { path: '', name, content: '', lying: `${kind}:${id}`, inside: '', sheet: '', options: noOptions() };
}

/** withContent reads a file a browser was given; only its name and bytes are known. */
export async function withContent(file: File): Promise<ImportFile> {
  return withBytes(file.name, new Uint8Array(await file.arrayBuffer()));
}

/** withText is a copied text as a file: a mail when it begins like one, else a page or a table. */
export function withText(text: string): ImportFile {
  const start = text.trimStart();
  const mail = /^(?:[A-Za-z][\w-]*: .*\r?\n)+(?:[ \t].*\r?\n|[A-Za-z][\w-]*: .*\r?\n)*\r?\n/.test(start);
  const ending = start.startsWith('<') ? 'html' : mail ? 'eml' : text.includes('\t') ? 'tsv' : 'csv';
  return withBytes(`pasted.${ending}`, new TextEncoder().encode(mail ? start : text));
}

function withBytes(name: string, bytes: Uint8Array): ImportFile {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return { path: '', name, content: btoa(binary), lying: '', inside: '', sheet: '', options: noOptions() };
}

/** mostFiles is how many files of a dropped folder are looked at. */
const mostFiles = 200;

/** filesIn are the files that were dropped, those in dropped folders too, by their names. */
async function filesIn(data: DataTransfer): Promise<File[]> {
  const entries = [...data.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  if (!entries.some((entry) => entry?.isDirectory)) return [...data.files];
  const out: File[] = [];
  for (const entry of entries) if (entry) await gather(entry, out);
  return out;
}

async function gather(entry: FileSystemEntry, out: File[]): Promise<void> {
  if (out.length >= mostFiles || entry.name.startsWith('.')) return;
  if (entry.isFile) {
    out.push(await new Promise<File>((done, failed) => (entry as FileSystemFileEntry).file(done, failed)));
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((done, failed) => reader.readEntries(done, failed));
    if (some.length === 0) return; // a folder is handed over in parts, until an empty one
    for (const inner of some.sort((a, b) => a.name.localeCompare(b.name))) await gather(inner, out);
  }
}

/** hearBrowserDrops gives every file dropped anywhere on the page, and every file in a dropped folder. */
export function hearBrowserDrops(hear: (files: ImportFile[]) => void): () => void {
  const over = (e: DragEvent): void => {
    if (e.dataTransfer?.types.includes('Files')) e.preventDefault();
  };
  const drop = (e: DragEvent): void => {
    if (!e.dataTransfer?.types.includes('Files')) return;
    e.preventDefault();
    void filesIn(e.dataTransfer)
      .then((files) => Promise.all(files.map(withContent)))
      .then(hear);
  };
  window.addEventListener('dragover', over);
  window.addEventListener('drop', drop);
  return () => {
    window.removeEventListener('dragover', over);
    window.removeEventListener('drop', drop);
  };
}
