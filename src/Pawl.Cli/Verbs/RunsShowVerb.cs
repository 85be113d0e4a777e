using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Cli.Output;
using Pawl.Runs.Json;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl runs show RUN</c>: one run in full.</summary>
internal static class RunsShowVerb
{
    public static Verb Create()
    {
        var run = SharedOptions.Run();
        var verb = new Verb("show", "Show one run: state, attempts, result, checkpoints, artifacts, and what to do next")
        {
            Examples = [("pawl runs show last", "The newest run"), ("pawl runs show last --json | jq .run.result", "Its result alone")],
        };
        verb.Add(run);
        verb.Add(SharedOptions.Json);
        return verb.Does(
            (invocation, _) =>
            {
                var details = RunDetails.Read(invocation.Named(run), invocation.Store, invocation.Home);
                if (invocation.Json)
                {
                    invocation.Terminal.WriteJson(details, OutputJson.Default.RunDetailsJson);
                }
                else
                {
                    RunPage.Write(invocation.Terminal, details, invocation.Time.GetUtcNow());
                }

                return Task.FromResult(ExitCode.Ok);
            }
        );
    }
}
