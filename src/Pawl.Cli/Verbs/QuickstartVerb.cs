using System.CommandLine;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Cli.Foreground;
using Pawl.Cli.Quickstart;
using Pawl.Runs.Model;
using Pawl.Runs.Submissions;
using Pawl.Text;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl quickstart</c>: a whole training in about a minute, to see what a durable run is.</summary>
internal static class QuickstartVerb
{
    public static Verb Create()
    {
        var seconds = new Option<int>("--seconds")
        {
            Description = "About how long to train; the machine's pace is measured first",
            HelpName = "N",
            DefaultValueFactory = _ => QuickstartSpec.DefaultSeconds,
        }.Between(5, 3600);
        var steps = new Option<int?>("--steps") { Description = "Updates to train, instead of --seconds", HelpName = "N" }.Between(
            QuickstartSpec.LeastSteps,
            QuickstartSpec.MostSteps
        );
        var verb = new Verb("quickstart", "Train a small GPT on the .NET reference documentation for about a minute and let it write")
        {
            Examples =
            [
                ("pawl quickstart", "Prepare the text, train, draw the loss, print a sample"),
                ("pawl quickstart --seconds 300", "The same for five minutes: it will write better"),
            ],
        };
        verb.Add(seconds);
        verb.Add(steps);
        verb.Add(SharedOptions.Threads);
        return verb.Does(
            async (invocation, cancellation) =>
            {
                var count = invocation.Value(steps) ?? Plan(invocation, invocation.Value(seconds), cancellation);
                var run = new Submission(QuickstartSpec.Source, null, QuickstartSpec.Sets(count)).Create(
                    Workloads.Catalog,
                    invocation.Home,
                    invocation.Store,
                    invocation.Actor
                );
                invocation.Say($"Run {run.Id}: {count} updates. Ctrl-C checkpoints and stops.");
                run = await ForegroundRun.RunAsync(invocation, run);
                if (run.State != RunState.Succeeded)
                {
                    RunDelivery.SayEnd(invocation, run);
                    return ForegroundRun.ExitCodeOf(run);
                }

                await TellAsync(invocation, run, cancellation);
                return ExitCode.Ok;
            }
        );
    }

    /// <summary>Prepares the data, which the run then finds ready, and measures how many updates fit.</summary>
    private static int Plan(Invocation invocation, int seconds, CancellationToken cancellation)
    {
        var (_, spec) = Workloads.Catalog.Resolve(QuickstartSpec.Source, null, [], invocation.Home);
        invocation.Say("Preparing the reference documentation that ships with the .NET SDK…");
        // What is said of it, the run says again.
        var data = TextPreparation.Prepare(spec, DataRoot.Ensure(invocation.Home), static _ => { });
        invocation.Say("Measuring this machine's pace…");
        var step = TrainingPace.Measure(
            spec,
            data.Meta.VocabularySize,
            ForegroundRun.Options(invocation, concurrency: 1).Threads,
            invocation.Time,
            cancellation
        );
        invocation.Say($"About {step.TotalMilliseconds:0.0} ms an update.");
        return QuickstartSpec.StepsWithin(TimeSpan.FromSeconds(seconds), step);
    }

    private static async Task TellAsync(Invocation invocation, RunRecord run, CancellationToken cancellation)
    {
        var artifacts = invocation.FolderOf(run).Artifacts;
        var sample = await File.ReadAllTextAsync(Path.Combine(artifacts, "samples", "samples.txt"), cancellation);
        RunDelivery.SayEnd(invocation, run);
        invocation.Say("\nWhat it writes after so short a training:\n");
        invocation.Terminal.Out.WriteLine(sample.TrimEnd());
        invocation.Terminal.Flush();
        invocation.Say(
            $"""

            The loss curve:
              {Path.Combine(artifacts, "plots", "loss.svg")}

            Next:
              pawl text sample last --prompt "Returns "   more of its writing
              pawl runs show last                         everything about the run
              pawl verify last                            check every file and event
              pawl quickstart --seconds 300               longer; kill -9 it in the middle,
              pawl resume last                            and it goes on where it was
              pawl run -- python train.py                 any program of yours, the same way
            """
        );
    }
}
