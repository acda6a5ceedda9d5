import { SvelteSet } from 'svelte/reactivity';
import { lyingAs, type Desktop } from '$lib/desktop';
import type {
  DropForm,
  DropRow,
  DropsView,
  DropTake,
  ImportFile,
  RefusedFile,
  WaitingFile,
  WaitingView,
} from '$lib/desktop/types';
import { Load } from './load.svelte';

/** How many waiting files a page has, and the most that are asked for at once. */
const pageSize = 100;
const mostAtOnce = 500;

/** DropsState is the watched folders, the one being set up, and what lies in them and waits for a person. */
export class DropsState {
  readonly view: Load<DropsView>;
  readonly lying: Load<WaitingView>;
  readonly marked = new SvelteSet<string>();
  readonly #desktop: Desktop;
  #refused = 0; // how many refused files are listed; 0 is the newest hundred
  #draft = $state<DropForm | null>(null);
  #taking = $state(false);

  constructor(desktop: Desktop) {
    this.#desktop = desktop;
    this.view = new Load(() => desktop.drops.list());
    this.lying = new Load(() => this.#lies());
  }

  /** What is being set up; null when nothing is. */
  get draft(): DropForm | null {
    return this.#draft;
  }

  /** Whether files are being let in. */
  get taking(): boolean {
    return this.#taking;
  }

  /** The files a person marked, or all that can be let in when none is. */
  get meant(): readonly WaitingFile[] {
    const all = (this.lying.value?.files ?? []).filter((f) => f.state === 'plan' || f.state === 'known');
    const chosen = all.filter((f) => this.marked.has(f.id));
    return chosen.length > 0 ? chosen : all;
  }

  /** more shows the page after the last one shown. */
  async more(): Promise<void> {
    const shown = this.lying.value;
    if (!shown || shown.next === '') return;
    const page = await this.#desktop.drops.waiting({ after: shown.next, limit: pageSize, refused: this.#refused });
    if (this.lying.value === shown) this.lying.put({ ...page, files: [...shown.files, ...page.files] });
  }

  /** #lies fetches as much of the list as was shown: an update makes it no shorter. */
  async #lies(): Promise<WaitingView> {
    const refused = this.#refused;
    const shown = Math.max(pageSize, this.lying.value?.files.length ?? 0);
    let all = await this.#desktop.drops.waiting({ after: '', limit: Math.min(shown, mostAtOnce), refused });
    while (all.next !== '' && all.files.length < shown) {
      const limit = Math.min(shown - all.files.length, mostAtOnce);
      const page = await this.#desktop.drops.waiting({ after: all.next, limit, refused });
      all = { ...page, files: [...all.files, ...page.files] };
    }
    return all;
  }

  mark(id: string): void {
    if (!this.marked.delete(id)) this.marked.add(id);
  }

  /** edit begins with a folder that is there, or with a new one. */
  edit(row: DropRow | null): void {
    this.#draft = { ...empty, ...pick(row) };
  }

  close(): void {
    this.#draft = null;
  }

  async save(): Promise<void> {
    if (!this.#draft) return;
    await this.#desktop.drops.save($state.snapshot(this.#draft));
    this.close();
    await this.view.again();
  }

  async pause(row: DropRow, paused: boolean): Promise<void> {
    await this.#desktop.drops.save({ ...empty, ...pick(row), paused });
    await this.view.again();
  }

  async remove(row: DropRow): Promise<void> {
    await this.#desktop.drops.remove(row.id);
    await this.view.again();
  }

  /** take lets waiting files in. */
  async take(files: readonly WaitingFile[]): Promise<DropTake[]> {
    this.#taking = true;
    try {
      return await this.#desktop.drops.take(files.map((f) => f.id));
    } finally {
      this.#taking = false;
      this.marked.clear();
      await this.lying.again();
    }
  }

  /** setAside moves a waiting file to those that are not taken. */
  async setAside(file: WaitingFile): Promise<void> {
    await this.#desktop.drops.setAside([file.id]);
    this.marked.delete(file.id);
    await this.lying.again();
  }

  /** showRefused lists all refused files, not only the newest. */
  async showRefused(): Promise<void> {
    this.#refused = this.lying.value?.refused_total ?? 0;
    await this.lying.again();
  }

  /** seen notes that somebody has looked at refused files. */
  async seen(files: readonly RefusedFile[]): Promise<void> {
    await this.#desktop.drops.seen(files.map((f) => f.id));
    await this.lying.again();
  }

  /** retry puts a refused file back into its folder. */
  async retry(file: RefusedFile): Promise<void> {
    await this.#desktop.drops.retry(file.id);
    await this.lying.again();
  }
}

/** fileOf is a file that waits in a watched folder, to be looked at. */
export function fileOf(file: WaitingFile): ImportFile {
  return lyingAs('waiting', file.id, file.file);
}

/** refusedFile is a refused file, or the sheet of its rejected rows, to be looked at. */
export function refusedFile(file: RefusedFile): ImportFile {
  return lyingAs('refused', file.id, file.path.split(/[\\/]/).pop() ?? file.file);
}

const empty: DropForm = {
  id: '',
  name: '',
  path: '',
  asks: false,
  done: '',
  failed: '',
  profile: '',
  source: '',
  paused: false,
};

/** pick is what can be set of a folder. */
function pick(row: DropRow | null): Partial<DropForm> {
  if (!row) return {};
  const { id, name, path, asks, done, failed, profile, source, paused } = row;
  return { id, name, path, asks, done, failed, profile, source, paused };
}
