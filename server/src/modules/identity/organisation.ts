/** A 政务部门 (91-1.2.1) or another organisation that the platform knows. */
export type Organisation = {
  readonly id: string;
  /** 统一社会信用代码 (GB 32100); null only for departments known from an imported catalogue. */
  readonly uscc: string | null;
  readonly name: string;
  readonly shortName: string;
  readonly formerNames: readonly string[];
  readonly type: 'government' | 'institution' | 'mass-organisation' | 'enterprise' | 'other';
  readonly regionCode: string;
  readonly parentId: string | null;
  /** Dissolved, or merged into its successor: since when and by which instrument. */
  readonly dissolved: { readonly on: string; readonly documentNumber: string; readonly successorId: string | null } | null;
  /** 样例: known from an imported catalogue only; nobody signs in for it. */
  readonly sample: boolean;
  /** 科室; `hasClerk`: somebody speaks for it (role `DIVISION_CLERK`). */
  readonly divisions: readonly { readonly id: string; readonly name: string; readonly hasClerk: boolean }[];
  /** 政务数据共享工作机构 and its head (809-8). */
  readonly sharingOffice: { readonly name: string; readonly headPersonId: string | null } | null;
  /** Regions whose sharing authority it is a member of (91-7.1, 91-7.1.2). */
  readonly authorityOf: readonly string[];
};
