/** What a screen reader says in the shift: all of it, by story. */
export const announced: Readonly<Record<string, readonly string[]>> = {
  "put through to a colleague who answers": [
    "Sanne de Vries is ringing",
    "Sanne de Vries is through to Mark Visser",
  ],
  "put through to one who does not answer, back, and put through to another": [
    "Bas Kramer is ringing",
    "Bas Kramer is back from Eva Mulder: no answer after N seconds",
    "Bas Kramer is through to Mark Visser",
  ],
  "put through to one who declines": [
    "Carla Post is ringing",
    "Carla Post is back from Fatima El Amrani: declined the call",
  ],
  "put through to one who has gone home": [
    "Dirk Maas is ringing",
    "Dirk Maas is back from Oliver Bennett: cannot be reached",
  ],
  "put through by extension": ["Els Bos is ringing", "Els Bos is through to Saskia Vermeulen"],
  "the second of those found is chosen with the arrow": [
    "Frits Kool is ringing",
    "Frits Kool is through to Mark Visser",
  ],
  "a colleague is asked and gets the caller": [
    "Greet Smeets is ringing",
    "Mark Visser has answered",
    "Greet Smeets is through to Mark Visser",
  ],
  "a colleague is asked and gets the caller before he has answered": [
    "Hugo Prins is ringing",
    "Hugo Prins is through to Mark Visser",
  ],
  "a colleague who does not answer is asked no longer": ["Ineke Vos is ringing"],
  "a colleague is asked and does not want the caller": ["Joris Bakx is ringing", "Mark Visser has answered"],
  "caller and colleague are talked with in turns": [
    "Karin Mol is ringing",
    "Mark Visser has answered",
    "Karin Mol is through to Mark Visser",
  ],
  "a colleague who is asked declines, and the caller is still there": ["Leo Blok is ringing"],
  "the caller does not wait until the colleague has been asked": [
    "Mieke Raat is ringing",
    "Mark Visser has answered",
    "Mieke Raat has hung up",
  ],
  "all three talk, and the two go on alone": [
    "Nico Hart is ringing",
    "Mark Visser has answered",
    "Nico Hart is through to Mark Visser",
  ],
  "all three talk, and the colleague leaves first": ["Olga Dam is ringing", "Saskia Vermeulen has answered"],
  "on hold and back, muted and not": [
    "Piet Zwart is ringing",
    "Piet Zwart is on hold",
    "You are muted",
    "You can be heard again",
  ],
  "a second caller rings in a call, and each is talked with": [
    "Rita Groen is ringing",
    "Sjoerd Wit is ringing",
  ],
  "three callers at once, two of them on hold, resumed in the order of their coming": [
    "Tess Haan is ringing",
    "Umut Kaya is ringing",
    "Vera Linde is ringing",
  ],
  "gives up before anybody answers": ["Wout Kuiper is ringing", "Wout Kuiper has given up"],
  "gives up on hold": ["Xandra Bol is ringing", "Xandra Bol is on hold", "Xandra Bol has hung up"],
  "gives up on the way to a colleague": ["Yvonne Schut is ringing", "Yvonne Schut has hung up"],
  "taken back while the colleague rings": ["Zeger Tol is ringing"],
  "a note is written while the caller talks": ["Aad Visch is ringing", "Aad Visch is through to Mark Visser"],
  "parked, and retrieved": ["Bea Stam is ringing", "Bea Stam is parked, dial 701 to retrieve"],
  "a machine is told digits": ["Bank is ringing"],
  "put through to a mobile outside that nobody answers": [
    "Cor Veen is ringing",
    "Cor Veen is back from 0612345678: no answer after N seconds",
  ],
  "nobody calls, a number outside is called": ["+31 20 123 4567 has answered"],
  "nobody calls, a colleague is called": ["Mark Visser has answered"],
  "a caller of the queue, and wrap-up ended": [
    "Daan Rood is ringing, Front desk",
    "Wrap-up has begun",
    "Daan Rood is through to Mark Visser",
    "Wrap-up is over",
  ],
  "a caller who waits in the queue is taken out of it": [],
  "a caller of the queue gives up, and another is answered": [
    "Fred Ham is ringing, Front desk",
    "Fred Ham has given up",
    "Gina Put is ringing, Front desk",
    "Wrap-up has begun",
    "Wrap-up is over",
  ],
};
