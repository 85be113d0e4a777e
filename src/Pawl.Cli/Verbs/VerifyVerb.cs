using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Cli.Output;
using Pawl.Runs.Json;
using Pawl.Runs.Verification;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl verify RUN</c>: checks that nothing a run left was changed, lost or reordered.</summary>
internal static class VerifyVerb
{
    public static Verb Create()
    {
        var run = SharedOptions.Run();
        var verb = new Verb("verify", "Re-hash a run's artifacts and checkpoints, read its journals, and walk its event chain")
        {
            Examples =
            [
                ("pawl verify last", "Exit 0 when all is as it must be, else 5 and a line for each thing wrong"),
                ("pawl verify last --json | jq .clean", "true or false"),
            ],
        };
        verb.Add(run);
        verb.Add(SharedOptions.Json);
        return verb.Does(
            (invocation, _) =>
            {
                var id = invocation.Named(run).Id;
                var findings = RunVerifier.Verify(invocation.Home, id);
                if (invocation.Json)
                {
                    invocation.Terminal.WriteJson(VerificationJson.Of(id, findings), OutputJson.Default.VerificationJson);
                }
                else
                {
                    foreach (var finding in findings)
                    {
                        invocation.Terminal.Out.WriteLine(finding);
                    }
                }

                invocation.Say(
                    findings.Count == 0
                        ? $"Run {id}: everything is as it was written."
                        : $"Run {id}: {findings.Count} {(findings.Count == 1 ? "thing" : "things")} changed, missing or out of order."
                );
                return Task.FromResult(findings.Count == 0 ? ExitCode.Ok : ExitCode.VerificationFailed);
            }
        );
    }
}
