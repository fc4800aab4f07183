import { Star, StarOff } from "lucide-react";
import { useState } from "react";
import { Label, Radio, RadioGroup } from "react-aria-components";
import { type Colleague, longestColleagueNote } from "../../../shared/model/colleague.ts";
import type { Contact } from "../../../shared/model/contact.ts";
import { Button } from "../../kit/button.tsx";
import { useWrite } from "../../kit/text.ts";
import { useActions, useConsole } from "../context.ts";
import { favouriteOf, type Person } from "../view-model/favourites.ts";

/** Keeps somebody at hand, or no longer. */
export function FavouriteButton({ who }: { readonly who: Person }) {
  const write = useWrite();
  const { putFavourite, removeFavourite } = useActions();
  const favourite = useConsole(({ favourites }) => favouriteOf(favourites, who));
  return (
    <div className="favourite">
      <Button
        size="small"
        label={write(favourite ? "favourites.remove" : "favourites.add")}
        icon={favourite ? StarOff : Star}
        onPress={() => (favourite ? removeFavourite(favourite.favouriteId) : putFavourite(who, ""))}
      />
      {favourite && <GroupField key={favourite.group} who={who} group={favourite.group} />}
    </div>
  );
}

/** In which group a favourite stands; written when it is left. */
function GroupField({ who, group }: { readonly who: Person; readonly group: string }) {
  const write = useWrite();
  const { putFavourite } = useActions();
  const [typed, setTyped] = useState(group);
  return (
    <input
      aria-label={write("favourites.group")}
      placeholder={write("favourites.group")}
      maxLength={60}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => typed.trim() !== group && putFavourite(who, typed.trim())}
      onKeyDown={(event) => {
        if (event.key === "Enter" || event.key === "Escape") event.currentTarget.blur();
      }}
    />
  );
}

/** A remark on a colleague, for everybody at this computer; written when it is left. */
export function ColleagueNote({ colleague: { userId, note } }: { readonly colleague: Colleague }) {
  const write = useWrite();
  const { writeColleagueNote } = useActions();
  /** null: as main publishes it. */
  const [typed, setTyped] = useState<string | null>(null);
  const leave = () => {
    if (typed !== null && typed.trim() !== note) writeColleagueNote(userId, typed.trim());
    setTyped(null);
  };
  return (
    <input
      className="colleague-note"
      aria-label={write("colleague-note.label")}
      placeholder={write("colleague-note.label")}
      maxLength={longestColleagueNote}
      value={typed ?? note}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={leave}
      onKeyDown={(event) => {
        if (event.key === "Enter" || event.key === "Escape") event.currentTarget.blur();
      }}
    />
  );
}

/** Which of a contact's numbers is meant. */
export function ContactNumbers({ contact, chosen }: { readonly contact: Contact; readonly chosen: string }) {
  const write = useWrite();
  const { choose } = useActions();
  return (
    <RadioGroup
      className="contact-numbers"
      value={chosen}
      onChange={(number) => choose({ contactId: contact.contactId, number })}
    >
      <Label className="unseen">{write("contacts.numbers")}</Label>
      {contact.numbers.map(({ label, number }) => (
        <Radio key={number} value={number}>
          <span className="number">{number}</span>
          {label && <small>{label}</small>}
        </Radio>
      ))}
    </RadioGroup>
  );
}
