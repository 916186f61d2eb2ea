// Every word the page itself says, German and English side by side. What members and the app write comes from them.

const PHRASES = {
  skip_to_messages: ["Zum Gespräch springen", "Skip to the conversation"],
  menu: ["Personen und Gespräche", "People and conversations"],
  close: ["Schließen", "Close"],
  cancel: ["Abbrechen", "Cancel"],
  language: ["Sprache der Oberfläche", "Interface language"],

  act_as: ["Du handelst als", "You act as"],
  guest: ["Gast", "Guest"],
  deactivated: ["deaktiviert", "deactivated"],
  unread: [
    (n) => (n === 1 ? "1 ungelesene Nachricht" : `${n} ungelesene Nachrichten`),
    (n) => (n === 1 ? "1 unread message" : `${n} unread messages`),
  ],

  people: ["Personen", "People"],
  people_hint: ["Wer da ist, wer geht und wer neu kommt", "Who is there, who leaves and who joins"],
  new_person: ["Neue Person", "New person"],
  person_name: ["Name", "Name"],
  person_handle: ["Kürzel für Erwähnungen", "Handle for mentions"],
  person_zone: ["Zeitzone", "Time zone"],
  person_locale: ["Sprache", "Language"],
  person_role: ["Rolle", "Role"],
  person_channels: ["Kanäle", "Channels"],
  person_join: ["Beitreten lassen", "Let join"],
  member: ["Mitglied", "Member"],
  guest_of_one: ["Gast in einem Kanal", "Single-channel guest"],
  deactivate: ["Deaktivieren", "Deactivate"],
  reactivate: ["Reaktivieren", "Reactivate"],

  conversations: ["Gespräche", "Conversations"],
  home: ["Startseite", "Home"],
  home_of: [(name) => `Startseite von ${name}`, (name) => `${name} home`],
  home_empty_title: ["Hier ist noch nichts", "Nothing here yet"],
  home_empty: [
    (name) => `${name} hat deine Startseite noch nicht gefüllt.`,
    (name) => `${name} has not filled your home page yet.`,
  ],
  messages: ["Nachrichten", "Messages"],
  app: ["App", "App"],
  app_connected: ["verbunden", "connected"],
  app_away: ["nicht verbunden", "not connected"],
  app_away_hint: [
    (name) => `${name} ist gerade nicht verbunden. Befehle und Knöpfe bleiben ohne Antwort, bis der Bot läuft.`,
    (name) => `${name} is not connected right now. Commands and buttons stay unanswered until the bot is running.`,
  ],
  conversation_empty_title: ["Noch ganz still hier", "All quiet so far"],
  conversation_empty: [
    "Schreib etwas, tippe /takt hilfe oder stell die Uhr auf den nächsten Morgen.",
    "Write something, type /takt help, or move the clock to the next morning.",
  ],
  loading: ["Wird geladen …", "Loading …"],

  edited: ["bearbeitet", "edited"],
  only_you: ["Nur für dich sichtbar", "Only visible to you"],
  deleted: ["Diese Nachricht wurde gelöscht.", "This message was deleted."],
  new_messages: ["Neu", "New"],
  replies: [(n) => (n === 1 ? "1 Antwort" : `${n} Antworten`), (n) => (n === 1 ? "1 reply" : `${n} replies`)],
  new_replies: [(n) => (n === 1 ? "1 neue" : `${n} neue`), (n) => `${n} new`],
  thread: ["Thread", "Thread"],
  reply: ["Antworten", "Reply"],
  joined: [(name) => `${name} ist dem Kanal beigetreten.`, (name) => `${name} joined the channel.`],
  download: [(name) => `${name} herunterladen`, (name) => `Download ${name}`],
  reply_in_thread: ["Im Thread antworten", "Reply in thread"],
  edit: ["Bearbeiten", "Edit"],
  delete: ["Löschen", "Delete"],
  delete_title: ["Nachricht löschen", "Delete message"],
  delete_question: ["Diese Nachricht verschwindet für alle.", "This message will disappear for everyone."],
  save: ["Speichern", "Save"],
  more_actions: ["Weitere Aktionen", "More actions"],
  message_by: [(name, time) => `${name}, ${time}`, (name, time) => `${name}, ${time}`],
  unknown_block: [
    (type) => `Dieser Baustein (${type}) wird hier nicht dargestellt.`,
    (type) => `This block (${type}) is not shown here.`,
  ],
  image_missing: ["Bild nicht geladen", "Image not loaded"],
  show_more: ["Mehr anzeigen", "Show more"],
  show_less: ["Weniger anzeigen", "Show less"],

  write_to: [(name) => `Nachricht an ${name}`, (name) => `Message ${name}`],
  write_reply: ["Im Thread antworten", "Reply in the thread"],
  send: ["Senden", "Send"],
  composer_hint: [
    "Enter sendet, Umschalt + Enter beginnt eine neue Zeile",
    "Enter sends, Shift + Enter starts a new line",
  ],
  try_command: ["Zum Beispiel", "For example"],
  cannot_act: [
    (name) => `Das Konto von ${name} ist deaktiviert. Du siehst, was da ist, kannst aber nichts tun.`,
    (name) => `${name}'s account is deactivated. You see what is there but cannot act.`,
  ],
  example_help: ["/takt hilfe", "/takt help"],
  example_list: ["/takt liste", "/takt list"],
  mention_list: ["Person erwähnen", "Mention someone"],

  choose: ["Auswählen", "Choose"],
  choose_date: ["Datum wählen", "Choose a date"],
  choose_time: ["Uhrzeit wählen", "Choose a time"],
  apply: ["Übernehmen", "Apply"],
  optional: ["optional", "optional"],
  back: ["Zurück", "Back"],
  private: ["privat", "private"],
  direct_message: ["Direktnachricht", "direct message"],
  enter_takes: ["Mit Enter übernehmen", "Press Enter to apply"],
  empty_field: [(label) => `${label}: leeren`, (label) => `Clear ${label}`],

  required: ["Bitte fülle dieses Feld aus.", "Please fill in this field."],
  too_short: [(n) => `Bitte schreib mindestens ${n} Zeichen.`, (n) => `Please write at least ${n} characters.`],
  too_long: [(n) => `Bitte bleib unter ${n} Zeichen.`, (n) => `Please stay below ${n} characters.`],
  not_a_number: ["Bitte gib eine Zahl ein.", "Please enter a number."],
  not_whole: ["Bitte gib eine ganze Zahl ein.", "Please enter a whole number."],
  too_small: [(least) => `Bitte gib mindestens ${least} ein.`, (least) => `Please enter at least ${least}.`],
  too_large: [(most) => `Bitte gib höchstens ${most} ein.`, (most) => `Please enter at most ${most}.`],
  not_an_email: [
    "Bitte gib eine E-Mail-Adresse ein, etwa name@firma.de.",
    "Please enter an email address such as name@company.com.",
  ],
  not_a_link: [
    "Bitte gib eine Adresse ein, die mit https:// beginnt.",
    "Please enter an address that starts with https://.",
  ],

  clock: ["Uhr des Bots", "The bot's clock"],
  next_morning: ["Nächster Morgen", "Next morning"],
  next_morning_hint: ["Stellt die Uhr auf morgen, 09:30 Uhr", "Moves the clock to tomorrow, 9:30 am"],
  jump_to: ["Zum Datum springen", "Jump to a date"],
  go: ["Los", "Go"],
  clock_moving: ["Zeit vergeht …", "Time is passing …"],
  clock_moved: [(when) => `Es ist jetzt ${when}.`, (when) => `It is now ${when}.`],

  traffic: ["Datenverkehr", "Traffic"],
  traffic_hint: [
    "Was Bot und Arbeitsbereich einander sagen, Neuestes zuerst",
    "What bot and workspace say to each other, newest first",
  ],
  traffic_empty: ["Noch kein Datenverkehr.", "No traffic yet."],
  traffic_out: ["vom Bot", "from the bot"],
  traffic_in: ["an den Bot", "to the bot"],
  traffic_request: ["Anfrage", "Request"],
  traffic_response: ["Antwort", "Response"],
  web: ["Web API", "Web API"],
  socket: ["Socket Mode", "Socket Mode"],
  upload: ["Upload", "Upload"],

  tour: ["Rundgang", "Tour"],
  tour_progress: [(done, all) => `${done} von ${all}`, (done, all) => `${done} of ${all}`],
  tour_show: ["Dorthin", "Go there"],
  tour_show_as: [(name) => `Als ${name} ansehen`, (name) => `See it as ${name}`],
  tour_done: ["Geschafft. Du kennst jetzt den ganzen Takt.", "Done. You now know the whole rhythm."],

  live_lost: ["Verbindung unterbrochen, neuer Versuch läuft …", "Connection lost, trying again …"],
  load_failed: [
    "Der Arbeitsbereich antwortet nicht. Läuft er noch?",
    "The workspace does not answer. Is it still running?",
  ],
  dismiss: ["Meldung ausblenden", "Dismiss"],
};

// The words of refusals, as the messenger itself would put them.
const TROUBLES = {
  operation_timeout: [
    "Die App hat nicht rechtzeitig geantwortet. Versuch es noch einmal.",
    "The app did not answer in time. Try again.",
  ],
  dispatch_failed: [
    "Die App ist nicht erreichbar. Prüfe, ob der Bot läuft.",
    "The app cannot be reached. Check that the bot is running.",
  ],
  no_answer: [
    "Der Arbeitsbereich hat nicht rechtzeitig geantwortet. Versuch es noch einmal.",
    "The workspace did not answer in time. Try again.",
  ],
  unreachable: [
    "Der Arbeitsbereich ist nicht erreichbar. Läuft er noch?",
    "The workspace cannot be reached. Is it still running?",
  ],
  trouble_connecting: [
    "Die Verbindung zur App hat gehakt. Versuch es noch einmal.",
    "There was trouble connecting to the app. Try again.",
  ],
  incomplete: ["Bitte sieh dir die markierten Felder an.", "Please look at the marked fields."],
  invalid_command_response: ["Die App hat unverständlich geantwortet.", "The app gave an answer that makes no sense."],
  cant_update_message: ["Ändern kannst du nur deine eigenen Nachrichten.", "You can only change your own messages."],
  element_not_found: [
    "Diesen Knopf gibt es nicht mehr. Die Nachricht hat sich inzwischen geändert.",
    "This button is gone. The message has changed meanwhile.",
  ],
  option_not_found: ["Diese Auswahl gibt es nicht mehr.", "This choice is no longer offered."],
  no_modal: ["Dieses Fenster ist schon geschlossen.", "This window is closed already."],
  invalid_command: [
    "Diesen Befehl gibt es hier nicht. Versuch /takt hilfe.",
    "There is no such command here. Try /takt help.",
  ],
  no_slash_in_thread: [
    "Befehle gehen nicht in einem Thread. Schreib sie unten im Gespräch.",
    "Commands do not work in threads. Type them in the conversation.",
  ],
  name_missing: ["Gib einen Namen ein.", "Enter a name."],
  handle_missing: [
    "Gib ein Kürzel ohne Leerzeichen ein, etwa nina.",
    "Enter a handle without spaces, such as nina.",
  ],
  zone_unknown: [
    "Diese Zeitzone gibt es nicht. Wähle eine aus der Liste, etwa Europe/Berlin.",
    "There is no such time zone. Choose one from the list, such as Europe/Berlin.",
  ],
  user_not_found: ["Diese Person gibt es hier nicht.", "There is no such person here."],
  thread_not_found: ["Diese Nachricht gibt es nicht mehr.", "This message no longer exists."],
  date_missing: ["Wähle ein Datum nach dem heutigen.", "Choose a date after today."],
  message_not_found: ["Diese Nachricht gibt es nicht mehr.", "This message no longer exists."],
  user_disabled: ["Diese Person ist deaktiviert und kann nichts tun.", "This person is deactivated and cannot act."],
};
const OTHER_TROUBLE = [(word) => `Das hat nicht geklappt (${word}).`, (word) => `That did not work (${word}).`];

export const LANGUAGES = ["de", "en"];

let language = 0;

export function setLanguage(code) {
  language = Math.max(LANGUAGES.indexOf(code), 0);
}

/** `?lang=` wins, then the choice made last time, then the browser; whoever speaks neither gets English. */
export function preferredLanguage(asked, remembered) {
  const wishes = [asked, remembered, ...navigator.languages].map((wish) => wish?.slice(0, 2).toLowerCase());
  return wishes.find((wish) => LANGUAGES.includes(wish)) ?? "en";
}

function word(entry, values) {
  const text = entry[language];
  return typeof text === "function" ? text(...values) : text;
}

export const phrase = (name, ...values) => word(PHRASES[name], values);
export const troublePhrase = (name) => word(TROUBLES[name] ?? OTHER_TROUBLE, [name]);
export const languageCode = () => LANGUAGES[language];
