using System.Text.Json.Nodes;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Evolutions.Validation;

namespace Pawl.Cli.Evolutions;

/// <summary>Prints what a validation or preflight found.</summary>
internal static class ReportWriting
{
    private const int MostShown = 20;

    /// <returns>The exit code that fits.</returns>
    public static int Write(Invocation invocation, CheckReport report)
    {
        var output = invocation.Terminal.Out;
        if (invocation.Json)
        {
            output.WriteLine(Json(report).ToJsonString());
        }
        else
        {
            foreach (var check in report.Checks)
            {
                output.WriteLine($"{(check.IsGood ? "ok     " : "PROBLEM")}  {check.Name}: {check.Detail}");
                foreach (var finding in check.Findings.Take(MostShown))
                {
                    var place = finding.Place.Length == 0 ? finding.File : $"{finding.File}, {finding.Place}";
                    output.WriteLine($"         {place}: {finding.Message}");
                    output.WriteLine($"           {finding.Advice}");
                }

                if (check.FindingCount > MostShown)
                {
                    output.WriteLine(
                        $"         and {check.FindingCount - Math.Min(MostShown, check.Findings.Count)} more; --json lists up to {CheckReport.MostFindings}"
                    );
                }
            }
        }

        return report.IsGood ? ExitCode.Ok : ExitCode.Failed;
    }

    private static JsonObject Json(CheckReport report) =>
        new()
        {
            ["good"] = report.IsGood,
            ["checks"] = new JsonArray([
                .. report.Checks.Select(check => new JsonObject
                {
                    ["name"] = check.Name,
                    ["good"] = check.IsGood,
                    ["detail"] = check.Detail,
                    ["finding_count"] = check.FindingCount,
                    ["findings"] = new JsonArray([
                        .. check.Findings.Select(finding => new JsonObject
                        {
                            ["file"] = finding.File,
                            ["place"] = finding.Place,
                            ["message"] = finding.Message,
                            ["advice"] = finding.Advice,
                        }),
                    ]),
                }),
            ]),
        };
}
