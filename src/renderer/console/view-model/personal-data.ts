import type { RequestOutput, TransferTarget } from "../../../shared/contract/requests.ts";
import type { UserId } from "../../../shared/model/ids.ts";
import type { Result } from "../../../shared/model/result.ts";
import type { Link } from "../../link/link.ts";

/** So many colleagues are offered where a name fits several. */
const offered = 4;

/** What a person can ask about what is stored; the answers are for who asked, so nothing of them goes into the window's state. */
export interface PersonalDataActions {
  findColleagues(text: string): Promise<readonly UserId[]>;
  exportOf(who: TransferTarget): Promise<Result<RequestOutput<"privacy.export">>>;
  erase(who: TransferTarget): Promise<Result<RequestOutput<"privacy.erase">>>;
}

export function createPersonalDataActions(link: Link): PersonalDataActions {
  return {
    async findColleagues(text) {
      if (text.trim() === "") return [];
      const result = await link.request("directory.search", { text: text.trim(), limit: offered });
      return result.ok ? result.value.userIds : [];
    },
    exportOf: (who) => link.request("privacy.export", { who }),
    erase: (who) => link.request("privacy.erase", { who }),
  };
}
