import type { VNode } from "preact";
import type { ReportData } from "../../../src/outputs/html.ts";
import { bySeverity } from "../order.ts";
import { Coverage } from "./coverage.tsx";
import { IncidentArticle } from "./incident-article.tsx";
import { Masthead } from "./masthead.tsx";
import { Overview } from "./overview.tsx";
import { Text } from "./text.tsx";

/** The whole page. It is complete as it stands: the script only adds comfort. */
export function Report({ data }: { readonly data: ReportData }): VNode {
  const incidents = bySeverity(data.incidents);
  return (
    <>
      <a class="skip" href="#main">
        Skip to the incidents
      </a>
      <Masthead data={data} />
      <div id="toolbar" />
      <main id="main">
        {incidents.length === 0 ? <EmptyState /> : <Overview incidents={incidents} />}
        {incidents.map((incident, index) => (
          <IncidentArticle incident={incident} index={index} rawRecords={data.rawRecords} />
        ))}
        <Coverage data={data} />
      </main>
      <footer>
        <p>
          faastrail <Text value={data.version} />, run as{" "}
          <code>
            <Text value={data.generatedFrom} />
          </code>
        </p>
        <p>
          This file loads nothing from anywhere and sends nothing anywhere. Characters that do not show are written out, as in{" "}
          <span class="hidden-character">{"\\u{202e}"}</span>.
        </p>
        <p>© 2026 The MITRE Corporation. ATT&CK content is reproduced and distributed with the permission of The MITRE Corporation.</p>
      </footer>
    </>
  );
}

function EmptyState(): VNode {
  return (
    <section class="empty" aria-labelledby="empty">
      <h2 id="empty">No incident, in what could be seen</h2>
      <p class="story">
        Nothing in the records read joins up to a story of abused automation. That holds for the time and the logs named on this page, and
        for nothing else: what was not logged, not given or could not be read may still hold one.
      </p>
    </section>
  );
}
