import type { PlanView } from '$lib/desktop/types';
import { word } from '$lib/i18n/words';

/** fieldTitle is what people call a field: the plan's own title for it, else its words. */
export function fieldTitle(plan: PlanView, field: string): string {
  return plan.fields.find((f) => f.field === field)?.title ?? word('edit_field', field);
}
