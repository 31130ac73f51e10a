// Reads calendars with ical.js, strictly: each line in is one calendar as JSON text, each line out what it says.
import ICAL from "ical.js";
import { createInterface } from "node:readline";

ICAL.design.strict = true;

function read(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const events = calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      sequence: component.getFirstPropertyValue("sequence"),
      stamp: component.getFirstPropertyValue("dtstamp").toJSDate().toISOString(),
      status: component.getFirstPropertyValue("status"),
      start: event.startDate.toJSDate().toISOString(),
      end: event.endDate.toJSDate().toISOString(),
      zone: event.startDate.zone.tzid,
      summary: event.summary,
      location: event.location ?? "",
      description: event.description ?? "",
      properties: component.getAllProperties().map((property) => property.name),
    };
  });
  return { method: calendar.getFirstPropertyValue("method"), name: calendar.getFirstPropertyValue("x-wr-calname"), events };
}

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = read(JSON.parse(line));
  } catch (error) {
    answer = { error: String(error) };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
}
