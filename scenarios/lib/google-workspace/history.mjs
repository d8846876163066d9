/** Two weeks of ordinary work of the company: sign-ins, files, a script of the team that has long been there, administration. */
import { makeRandom } from "../../../bench/cloudtrail/random.mjs";
import { app, BEGIN, codeOf, DAY, document, DOMAIN, GOOGLE, MINUTE, person, PEOPLE, script } from "./company.mjs";
import * as write from "./records.mjs";

const DAYS = 14;
/** Adds up working hours from the whole team's time sheets, every morning in Farid's name. */
export const TIMESHEETS = script("timesheets", "Time sheets");
const CALENDAR = app("calendar-app", "Room finder");
const TYPES = ["document", "spreadsheet", "presentation", "pdf"];

export function ordinaryRecords(scenario) {
  return Array.from({ length: DAYS }, (_, day) => dayOf(scenario, day)).flat();
}

function dayOf(scenario, day) {
  const random = makeRandom(`workspace/${scenario}/day-${day}`);
  let n = 0;
  /** Next label and time: some minutes apart, through the working day. */
  const next = () => {
    n += 1;
    return [`${scenario}/day-${day}/${n}`, BEGIN + day * DAY + n * 9 * MINUTE + random.int(5 * MINUTE)];
  };
  const isWeekend = day % 7 === 2 || day % 7 === 3; // the first day is a Thursday
  return [
    ...timesheets(`${scenario}/day-${day}`, day),
    ...PEOPLE.filter((_, i) => !isWeekend || i === day % 8).flatMap((name) => workOf(next, name, random)),
    ...(isWeekend ? [] : administration(next, day)),
  ];
}

function workOf(next, name, random) {
  const who = person(name);
  const own = () => document(`${name} ${random.int(12)}`, name, random.pick(TYPES));
  return [
    write.signedIn(...next(), who),
    write.fileEvent(...next(), who, "view", own()),
    write.fileEvent(...next(), who, random.pick(["edit", "view", "create", "rename"]), own()),
    ...(random.chance(0.3) ? [write.fileEvent(...next(), who, "download", own())] : []),
    ...(random.chance(0.15) ? [write.shared(...next(), who, own(), `${random.pick(PEOPLE)}@${DOMAIN}`)] : []),
    ...(random.chance(0.06) ? [write.shared(...next(), who, own(), "kate@customer.example")] : []),
    ...(random.chance(0.3) ? [write.called(...next(), who, CALENDAR, "calendar", "calendar.events.list")] : []),
  ];
}

function timesheets(label, day) {
  const who = { email: `farid@${DOMAIN}`, ip: GOOGLE };
  const mark = { project: TIMESHEETS.project, script: TIMESHEETS.id };
  const start = BEGIN + day * DAY - 60 * MINUTE;
  const sheets = PEOPLE.slice(0, 4).map((name) => document(`Hours of ${name}`, name, "spreadsheet", "shared_internally"));
  return [
    ...sheets.map((sheet, i) => write.fileEvent(`${label}/sheet-${i}`, start + i * 700, who, "view", sheet, { mark })),
    write.fileEvent(
      `${label}/sum`,
      start + 4000,
      who,
      "edit",
      document("Hours of everybody", "farid", "spreadsheet", "shared_internally"),
      {
        mark,
      },
    ),
    ...(day === 4 ? [write.fileEvent(`${label}/code`, start + 90 * MINUTE, person("farid"), "edit", codeOf(TIMESHEETS, "farid"))] : []),
  ];
}

function administration(next, day) {
  const root = person("root");
  return [
    write.administered(...next(), root, "GROUP_SETTINGS", "ADD_GROUP_MEMBER", {
      USER_EMAIL: `${PEOPLE[day % 7]}@${DOMAIN}`,
      GROUP_EMAIL: `project-${day % 3}@${DOMAIN}`,
    }),
    write.administered(...next(), root, "USER_SETTINGS", "MOVE_USER_TO_ORG_UNIT", {
      USER_EMAIL: `${PEOPLE[day % 7]}@${DOMAIN}`,
      ORG_UNIT_NAME: `/office-${day % 2}`,
    }),
    ...(day === 6 ? [write.accountEvent(...next(), person("gwen"), "password_change", "password_edit")] : []),
  ];
}
