using System.CommandLine;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Cli.Output;
using Pawl.Cli.Progress;
using Pawl.Runs.Json;
using Pawl.Runs.Model;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl cancel RUN</c>: asks a run to checkpoint and stop.</summary>
internal static class CancelVerb
{
    public static Verb Create()
    {
        var run = SharedOptions.Run();
        var wait = new Option<bool>("--wait") { Description = "Return only once the run has ended" };
        var verb = new Verb("cancel", "Ask a run to checkpoint and stop; it can be resumed later")
        {
            Examples = [("pawl cancel last", "Stop the newest run"), ("pawl cancel 01JD --wait", "Stop a run and wait until it has ended")],
        };
        verb.Add(run);
        verb.Add(wait);
        verb.Add(SharedOptions.Json);
        return verb.Does(
            async (invocation, cancellation) =>
            {
                var asked = invocation.Commands.Cancel(invocation.Named(run).Id, invocation.Actor);

                while (invocation.Value(wait) && !asked.HasEnded)
                {
                    await Task.Delay(RunFollower.Pace, invocation.Time, cancellation);
                    asked = invocation.Store.Get(asked.Id);
                }

                if (invocation.Json)
                {
                    invocation.Terminal.WriteJson(RunJson.Of(asked), OutputJson.Default.RunJson);
                }

                invocation.Say(
                    asked.HasEnded
                        ? $"Run {asked.Id} is {asked.State.Word()}."
                        : $"Run {asked.Id} was asked to checkpoint and stop. See it end with: pawl runs logs -f {asked.Id}"
                );
                return ExitCode.Ok;
            }
        );
    }
}
