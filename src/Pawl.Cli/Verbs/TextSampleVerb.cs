using System.CommandLine;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Cli.Foreground;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl text sample RUN</c>: lets a trained model write.</summary>
internal static class TextSampleVerb
{
    public static Verb Create()
    {
        var run = SharedOptions.Run();
        var options = new SamplingOptions();
        var checkpoint = new Option<string>("--checkpoint")
        {
            Description = "best, latest, or the step of a checkpoint that 'pawl runs show' lists",
            HelpName = "WHICH",
            DefaultValueFactory = _ => "best",
        };
        checkpoint.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !SampleWriting.IsCheckpoint(token.Value)))
            {
                result.AddError($"--checkpoint: expected best, latest or a step, got '{token.Value}'.");
            }
        });
        var verb = new Verb("sample", "Let a trained model write; works while it is still training too")
        {
            Examples =
            [
                ("pawl text sample last --prompt \"Returns \" --tokens 300", "Go on from a prompt"),
                ("pawl text sample last --prompt FILE:start.txt --temperature 0", "From a file, always the likeliest token"),
                ("pawl text sample last --prompts starts.txt --count 2 --json", "Two samples for each line of a file, side by side"),
                ("pawl text sample last --count 3 --seed 7 --json | jq -r .text", "Three samples, their text alone"),
            ],
        };
        verb.Add(run);
        options.AddTo(verb);
        verb.Add(checkpoint);
        verb.Add(SharedOptions.Json);
        return verb.Does(
            (invocation, cancellation) =>
            {
                SampleWriting.Write(invocation, invocation.Named(run), options, invocation.Value(checkpoint), cancellation);
                return Task.FromResult(ExitCode.Ok);
            }
        );
    }
}
