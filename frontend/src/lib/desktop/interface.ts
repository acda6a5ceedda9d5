import type {
  ArrivedAs,
  ArrivedGoods,
  AuthorityDraft,
  AuthorityEffect,
  AuthorityRow,
  AuthorityView,
  CarrierDaysForm,
  CarrierMapRow,
  CarrierMapView,
  CarriersScreen,
  CarriersView,
  LinkTrial,
  MeaningDraft,
  MeaningEffect,
  MeaningTable,
  Taught,
  UnmappedRow,
  ClaimRequest,
  Bench,
  Change,
  ConflictAnswer,
  ConflictRow,
  Content,
  DropForm,
  DropRow,
  DropsView,
  DropTake,
  EvidenceFile,
  Hit,
  ImportFile,
  Inspection,
  FigureQuery,
  FigureRows,
  FrozenMonth,
  KPIQuery,
  MailboxesView,
  MailboxForm,
  MailboxRow,
  MailFetch,
  MailSignIn,
  MailSignInStep,
  MailTest,
  KPIView,
  RememberedKind,
  Reopened,
  RestatedView,
  OrderLinks,
  OrderPage,
  OrderQuery,
  OrderView,
  PlanView,
  ProfileRow,
  ProfileTrial,
  ProfileVersionRow,
  Progress,
  ProposalRule,
  ProposalView,
  PublishView,
  ReportFile,
  ReturnBoard,
  ReturnPolicy,
  ReturnRequest,
  ReturnView,
  ReviewView,
  RunRow,
  ScanRequest,
  ScanVerdict,
  SheetView,
  SettingsView,
  Shell,
  StatusChange,
  StepDone,
  TaskPage,
  TaskQuery,
  TodayView,
  Trial,
  UnitMove,
  UnmatchedRow,
  TaughtMail,
  TaughtNotice,
  TaughtSender,
  TaughtWords,
  NoticeCountRow,
  NoticeHelp,
  UnreadRow,
  Verified,
  WaitingQuery,
  WaitingView,
  WarrantyRow,
} from './types';

/** Desktop is everything the window can ask the program for. Every call settles: with a result, or with a DesktopError. */
export interface Desktop {
  /** Where the page runs: in the program's own window or in a browser. */
  readonly kind: 'window' | 'browser';
  readonly shells: { show(): Promise<Shell>; find(text: string): Promise<Hit[]> };
  readonly today: {
    show(): Promise<TodayView>;
    showAt(at: string): Promise<TodayView>;
    queue(query: TaskQuery): Promise<TaskPage>;
    take(tasks: string[]): Promise<void>;
    wait(tasks: string[], untilDate: string, on: string): Promise<void>;
    resolve(tasks: string[], code: string, why: string): Promise<void>;
    reopen(tasks: string[], why: string): Promise<void>;
    step(tasks: string[], done: StepDone): Promise<void>;
  };
  readonly orders: {
    list(query: OrderQuery): Promise<OrderPage>;
    show(id: string): Promise<OrderView>;
    showAt(id: string, at: string): Promise<OrderView>;
    changes(id: string): Promise<StatusChange[]>;
    hold(id: string, why: string): Promise<void>;
    release(id: string): Promise<void>;
    cancel(id: string, why: string): Promise<void>;
    note(id: string, text: string): Promise<void>;
    contact(id: string, code: string, text: string): Promise<void>;
    edit(id: string, field: string, value: string): Promise<void>;
    cancelUnits(id: string, line: string, quantity: number, why: string): Promise<void>;
    move(id: string, move: UnitMove): Promise<string>;
    void(id: string, parcel: string, why: string): Promise<void>;
    sayWhere(id: string, parcel: string, phase: string, why: string): Promise<void>;
    relabel(id: string, parcel: string, carrier: string, tracking: string, why: string): Promise<void>;
    merge(id: string, parcel: string, record: string, why: string): Promise<void>;
    repeats(id: string, number: string, source: string, why: string): Promise<void>;
    takeBack(id: string, event: string, why: string): Promise<void>;
    links(id: string): Promise<OrderLinks>;
    find(number: string, source: string): Promise<string>;
    /** Keeps what a query asks for under a name, in the place of what was kept under it before. */
    saveView(name: string, query: OrderQuery): Promise<void>;
    removeView(name: string): Promise<void>;
    /** Writes what a query lists, all of its pages, as a spreadsheet; with ids, only those orders. */
    export(query: OrderQuery, ids: string[]): Promise<ReportFile>;
  };
  readonly scans: {
    scan(request: ScanRequest): Promise<ScanVerdict>;
    bench(station: string): Promise<Bench>;
    undo(station: string, operator: string): Promise<ScanVerdict>;
    finish(station: string, operator: string): Promise<ScanVerdict>;
    mode(station: string, mode: string, operator: string): Promise<Bench>;
    unknown(): Promise<UnreadRow[]>;
  };
  readonly imports: {
    within(paths: string[]): Promise<string[]>;
    unpack(file: ImportFile): Promise<string[]>;
    sheets(file: ImportFile): Promise<SheetView[]>;
    look(file: ImportFile): Promise<PlanView>;
    apply(plan: string): Promise<PlanView>;
    answer(plan: string, answers: ConflictAnswer[]): Promise<PlanView>;
    conflicts(): Promise<ConflictRow[]>;
    answerConflicts(answers: ConflictAnswer[]): Promise<number>;
    discard(plan: string): Promise<void>;
    history(afterRun: string): Promise<RunRow[]>;
    undo(run: string): Promise<RunRow>;
    choose(): Promise<string[]>;
    saveRejects(run: string): Promise<ReportFile>;
    saveProfile(plan: string, name: string): Promise<string>;
    unread(): Promise<UnreadRow[]>;
    nearest(unread: string): Promise<NoticeHelp>;
    noticeCounts(): Promise<NoticeCountRow[]>;
    teachNotice(unread: string, words: TaughtWords): Promise<TaughtNotice>;
    teachSender(unread: string, sender: TaughtSender): Promise<TaughtNotice>;
    taught(): Promise<TaughtMail[]>;
    teach(unread: string, means: string, target: string, source: string): Promise<void>;
    dismiss(unread: string): Promise<void>;
    reopen(unread: string): Promise<Reopened>;
    unmatched(): Promise<UnmatchedRow[]>;
    link(event: string, order: string): Promise<string>;
    disown(event: string): Promise<string>;
    unsay(act: string): Promise<void>;
    profiles(): Promise<ProfileRow[]>;
    /** What was chosen for kinds of files and is chosen for the next of them too. */
    remembered(): Promise<RememberedKind[]>;
    /** Forgets what was chosen for files like the one that a run took in. */
    forget(run: string): Promise<void>;
    deleteProfile(name: string): Promise<void>;
    restoreProfile(name: string): Promise<string>;
    versions(name: string): Promise<ProfileVersionRow[]>;
    restoreVersion(name: string, version: number): Promise<string>;
    try(file: ImportFile): Promise<ProfileTrial>;
    cancel(job: string): Promise<void>;
  };
  readonly reports: {
    kpi(query: KPIQuery): Promise<KPIView>;
    rows(query: FigureQuery): Promise<FigureRows>;
    freeze(month: string): Promise<FrozenMonth>;
    restated(month: string, basis: string): Promise<RestatedView>;
    workbook(query: KPIQuery): Promise<ReportFile>;
    report(query: KPIQuery): Promise<ReportFile>;
    packingSlip(order: string): Promise<ReportFile>;
    packingSlips(orders: string[]): Promise<ReportFile>;
    /** Our own labels of an order's parcels; with a parcel named, of that one alone. */
    labels(order: string, parcel: string): Promise<ReportFile>;
    /** What is known of a delivery and who said it; with a parcel named, of that one alone. */
    evidence(order: string, parcel: string): Promise<EvidenceFile>;
    returnSlip(number: string): Promise<ReportFile>;
    inspection(number: string): Promise<ReportFile>;
    manifest(station: string): Promise<ReportFile>;
    exceptions(): Promise<ReportFile>;
    publish(): Promise<PublishView>;
    open(path: string): Promise<void>;
  };
  readonly returns: {
    /** A return that we agree to as we open it; request leaves that to the shop's policy. Both answer with its number. */
    open(request: ReturnRequest): Promise<string>;
    request(request: ReturnRequest): Promise<string>;
    board(): Promise<ReturnBoard>;
    view(number: string): Promise<ReturnView>;
    propose(number: string, line: string, grade: string, serial: string): Promise<ProposalView>;
    confirm(inspection: Inspection): Promise<void>;
    decide(inspection: Inspection): Promise<void>;
    authorise(number: string, note: string): Promise<void>;
    decline(number: string, why: string): Promise<void>;
    cancel(number: string, why: string): Promise<void>;
    /** How it comes back: under the label of a carrier, by code or name, or picked up on a day; either may be ''. */
    expect(number: string, carrier: string, tracking: string, pickup: string): Promise<void>;
    receive(number: string, lines: Content[]): Promise<void>;
    unannounced(goods: ArrivedGoods): Promise<ArrivedAs>;
    aside(number: string, why: string): Promise<void>;
    release(number: string, line: string, resolution: string, amount: number, note: string): Promise<void>;
    close(number: string, why: string): Promise<void>;
    undo(number: string): Promise<string>;
    match(number: string, order: string, into: string, lines: Content[]): Promise<void>;
    policy(): Promise<ReturnPolicy>;
    savePolicy(policy: ReturnPolicy): Promise<ReturnPolicy>;
    tryRules(rules: ProposalRule[]): Promise<Trial>;
  };
  readonly claims: {
    open(request: ClaimRequest): Promise<string>;
    file(claim: string, reference: string, amount: number, deadline: string): Promise<void>;
    paid(claim: string, amount: number, because: string): Promise<void>;
    refuse(claim: string, why: string): Promise<void>;
    giveUp(claim: string, why: string): Promise<void>;
    date(claim: string, day: string): Promise<void>;
    /** The cases that suppliers had to answer, those that are over too. */
    everyWarranty(): Promise<WarrantyRow[]>;
    askSupplier(number: string, supplier: string, reference: string): Promise<void>;
    sendSupplier(number: string, way: string): Promise<void>;
    answerSupplier(number: string, answer: string, amount: number, note: string): Promise<void>;
  };
  readonly mailboxes: {
    list(): Promise<MailboxesView>;
    save(form: MailboxForm): Promise<MailboxRow>;
    remove(id: string): Promise<void>;
    test(form: MailboxForm): Promise<MailTest>;
    fetch(id: string): Promise<MailFetch>;
    /** Begins to sign in at a mailbox's provider, and says what the person has to do there. */
    signIn(ask: MailSignIn): Promise<MailSignInStep>;
    /** Waits until a sign-in that was begun has ended. */
    signedIn(id: string): Promise<MailTest>;
    reread(id: string): Promise<void>;
  };
  readonly drops: {
    list(): Promise<DropsView>;
    save(form: DropForm): Promise<DropRow>;
    remove(id: string): Promise<void>;
    waiting(query: WaitingQuery): Promise<WaitingView>;
    take(ids: string[]): Promise<DropTake[]>;
    setAside(ids: string[]): Promise<void>;
    seen(ids: string[]): Promise<void>;
    retry(id: string): Promise<void>;
  };
  readonly settings: {
    show(): Promise<SettingsView>;
    save(settings: SettingsView): Promise<SettingsView>;
    carriers(days: number): Promise<CarriersView>;
    backup(): Promise<ReportFile>;
    verify(): Promise<Verified>;
    authority(): Promise<AuthorityView>;
    previewAuthority(draft: AuthorityDraft): Promise<AuthorityEffect>;
    setAuthority(rows: AuthorityRow[]): Promise<AuthorityView>;
    resetAuthority(): Promise<AuthorityView>;
  };
  readonly review: { show(): Promise<ReviewView> };
  readonly carriers: {
    list(): Promise<CarriersScreen>;
    /** What a carrier's codes and words mean; '' lists the shop's own rows of all. */
    map(carrier: string): Promise<CarrierMapView>;
    unmapped(): Promise<UnmappedRow[]>;
    preview(draft: MeaningDraft): Promise<MeaningEffect>;
    teach(rows: CarrierMapRow[]): Promise<Taught>;
    forget(row: CarrierMapRow): Promise<Taught>;
    undo(ruling: number): Promise<Taught>;
    saveTable(all: boolean): Promise<ReportFile>;
    readTable(file: ImportFile): Promise<MeaningTable>;
    setLink(carrier: string, template: string): Promise<CarriersScreen>;
    resetLink(carrier: string): Promise<CarriersScreen>;
    tryLink(carrier: string, template: string, number: string): Promise<LinkTrial>;
    setDays(form: CarrierDaysForm): Promise<CarriersScreen>;
    resetDays(carrier: string): Promise<CarriersScreen>;
  };
  /** onChanged hears what to fetch again after a commit. Returns what stops it; so do the next three. */
  onChanged(hear: (change: Change) => void): () => void;
  onProgress(hear: (progress: Progress) => void): () => void;
  /** onDrop hears files dropped anywhere on the window. */
  onDrop(hear: (files: ImportFile[]) => void): () => void;
  /** onLink hears whether the program still answers; always true in the window. */
  onLink(hear: (alive: boolean) => void): () => void;
}
