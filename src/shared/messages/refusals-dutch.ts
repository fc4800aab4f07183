/** Why something that a person asked for was not done, in Dutch. */
export const refusalsDutch = {
  "refusal.bad-request": "Zo kan dat niet.",
  "refusal.unknown-request": "Deze versie van Binnacle kan dat niet.",
  "refusal.not-signed-in": "Meld u eerst aan.",
  "refusal.wrong-password": "De gebruikersnaam of het wachtwoord klopt niet.",
  "refusal.no-such-server": "Er is geen server met die naam. Controleer de spelling.",
  "refusal.server-unreachable": "De server antwoordt niet. Controleer het adres en uw netwerk.",
  "refusal.server-certificate":
    "Het certificaat van de server wordt niet vertrouwd; er is niets heen gestuurd.",
  "refusal.certificate-expired":
    "Het certificaat van de server is verlopen; er is niets heen gestuurd. De beheerder van de server moet het vernieuwen.",
  "refusal.certificate-not-yet-valid":
    "Het certificaat van de server is nog niet geldig; er is niets heen gestuurd. Controleer de datum van deze computer.",
  "refusal.certificate-self-signed":
    "De server heeft zijn certificaat zelf gemaakt en niemand staat ervoor in; er is niets heen gestuurd.",
  "refusal.certificate-other-name":
    "Het certificaat van de server is voor een andere naam; er is niets heen gestuurd. Controleer het adres.",
  "refusal.certificate-unknown-issuer":
    "Deze computer kent de uitgever van het certificaat van de server niet; er is niets heen gestuurd.",
  "refusal.no-encryption": "De server biedt geen versleuteling; het wachtwoord is niet verstuurd.",
  "refusal.server-not-core-api":
    "Op dat adres staat wel een server, maar geen telefooncentrale van dit soort.",
  "refusal.server-elsewhere":
    "De telefonie van dit domein staat op een andere server. Kent u die server, vul hem dan hierboven in:",
  "refusal.blocked-too-many-attempts":
    "Er waren te veel mislukte pogingen; de server weigert dit adres ongeveer 10 minuten.",
  "refusal.too-many-sessions":
    "Dit account is op te veel plaatsen tegelijk aangemeld. Meld u op een daarvan af.",
  "refusal.session-replaced":
    "Dit account is elders aangemeld en heeft deze plaats overgenomen. Meld u af en weer aan om hier verder te gaan.",
  "refusal.no-company": "Dit account hoort bij geen enkel bedrijf.",
  "refusal.not-licensed":
    "Uw account heeft daar geen licentie of geen recht voor. Uw telefoniebeheerder kan dat regelen; meld u daarna opnieuw aan.",
  "refusal.not-allowed": "U mag dat niet doen.",
  "refusal.no-such-call": "Dat gesprek is al beëindigd.",
  "refusal.wrong-call-state": "Dat kan niet in de toestand waarin het gesprek is.",
  "refusal.no-phone": "De telefoon is niet gereed.",
  "refusal.no-microphone": "Er is geen microfoon, of die is niet toegestaan.",
  "refusal.phone-failed": "De telefoon kon dat niet uitvoeren.",
  "refusal.unreachable-number": "Dat nummer is niet bereikbaar.",
  "refusal.limits-out-of-order":
    "De rode grens moet voorbij de oranje liggen: erboven bij wachtenden en langste wachttijd, eronder bij serviceniveau.",
  "refusal.port-taken": "Een ander programma op deze computer gebruikt de poort.",
  "refusal.key-taken": "Die toets doet al iets anders.",
  "refusal.not-kept": "Van die tijd is niets bewaard.",
  "refusal.not-listened": "Op dat moment was er geen verbinding.",
  "refusal.in-the-future": "Dat moment moet nog komen.",
  "refusal.failed": "Dat is niet gelukt. Probeer het opnieuw.",
};
