import { describe, expect, it } from "vitest";
import { connectorNames, connectorTraits } from "./connectors.ts";

function able(list: string): readonly string[] {
  return connectorTraits(connectorNames(list));
}

describe("connectors of a flow", () => {
  it("mean the same by their id and by the name that people see", () => {
    expect(able("shared_office365, shared_sharepointonline")).toEqual(able("Office 365 Outlook;SharePoint"));
    expect(able("/providers/Microsoft.PowerApps/apis/shared_azuread")).toEqual(able("Microsoft Entra ID"));
    expect(able("Office 365 Outlook")).toEqual(["reads_mail", "sends_mail"]);
  });

  it("reach the internet where they call any address or belong to another company", () => {
    for (const name of [
      "HTTP",
      "http",
      "shared_webcontents",
      "Dropbox",
      "shared_sftpwithssh",
      "SFTP - SSH",
      "shared_acme-5fapi-5f0123456789abcdef",
    ])
      expect(able(name), name).toContain("calls_out");
    for (const name of ["shared_teams", "Planner", "Approvals", "shared_office365users", "", "shared_constructor"])
      expect(able(name), name).toEqual([]);
  });

  it("are listed once and in one order, whatever the record's", () => {
    expect(connectorNames("shared_teams,http , shared_office365,http")).toEqual(connectorNames("http;shared_office365;shared_teams"));
  });
});
