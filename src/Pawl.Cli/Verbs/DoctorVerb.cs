using Pawl.Cli.CommandLine;
using Pawl.Cli.Doctor;
using Pawl.Cli.Faults;
using Pawl.Cli.Output;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl doctor</c>: what this machine offers and what would go wrong on it.</summary>
internal static class DoctorVerb
{
    public static Verb Create()
    {
        var verb = new Verb("doctor", "Show what this machine offers: SIMD level, cores, memory, data root, optional programs")
        {
            Examples =
            [
                ("pawl doctor", "Check this machine; exit 1 when something pawl needs is wrong"),
                ("pawl doctor --json | jq -r '.checks[] | select(.verdict != \"ok\")'", "Only what is not fine"),
            ],
        };
        verb.Add(SharedOptions.Json);
        return verb.Does(
            async (invocation, cancellation) =>
            {
                var findings = await Examination.RunAsync(invocation.Home, invocation.Time, cancellation);
                if (invocation.Json)
                {
                    invocation.Terminal.WriteJson(new FindingsJson(findings), OutputJson.Default.FindingsJson);
                }
                else
                {
                    Print(findings, invocation.Terminal);
                }

                return findings.Any(finding => finding.Verdict == Verdict.Wrong) ? ExitCode.Failed : ExitCode.Ok;
            }
        );
    }

    private static void Print(IReadOnlyList<Finding> findings, Terminal terminal)
    {
        var widest = findings.Max(finding => finding.Subject.Length);
        foreach (var finding in findings)
        {
            var mark = finding.Verdict switch
            {
                Verdict.Ok => "ok  ",
                Verdict.Absent => "-   ",
                Verdict.Doubtful => "note",
                _ => "BAD ",
            };
            terminal.Out.WriteLine($"{mark}  {finding.Subject.PadRight(widest)}  {finding.Found}");
            if (finding.Advice is { } advice)
            {
                terminal.Out.WriteLine($"{new string(' ', widest + 8)}{advice}");
            }
        }
    }
}
