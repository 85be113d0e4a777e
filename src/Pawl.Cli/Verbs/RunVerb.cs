using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Cli.Foreground;
using Pawl.Cli.Output;
using Pawl.Runs.Specs;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl run</c>: starts a run, from a spec file or from the command line alone.</summary>
internal static class RunVerb
{
    private const string CommandWorkload = "command";

    public static Verb Create()
    {
        var words = new Argument<string[]>("SPEC")
        {
            Description = "A spec file; or, after --, a program and its arguments, which run as workload 'command'",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var workload = new Option<string?>("--workload") { Description = "Run this workload without a spec file", HelpName = "NAME" };
        var options = new SpecOptions();
        var detach = RunDelivery.Detach();
        var verb = new Verb("run", "Start a run and show it until it ends")
        {
            Examples =
            [
                ("pawl run train.yaml", "Run a spec in the foreground; Ctrl-C checkpoints and stops it"),
                ("pawl run train.yaml --profile deterministic --set model.layers=6", "The same with overrides"),
                ("pawl run --name sweep-3 -- python train.py --lr 0.1", "Any program as a durable run, without a spec file"),
                ("id=$(pawl run --detach train.yaml)", "Queue it for a worker and keep its id"),
            ],
        };
        verb.Add(words);
        verb.Add(workload);
        options.AddTo(verb);
        verb.Add(detach);
        verb.Add(SharedOptions.Threads);
        verb.Add(SharedOptions.Json);
        verb.Add(SharedOptions.JsonLogs);
        return verb.Does(
            async (invocation, _) =>
            {
                var (files, program) = Split(invocation.Parse, invocation.Value(words));
                var source = Source(files, program, invocation.Value(workload));
                var run = options.Submit(invocation, source).Create(Workloads.Catalog, invocation.Home, invocation.Store, invocation.Actor);
                return await RunDelivery.DeliverAsync(invocation, run, invocation.Value(detach));
            }
        );
    }

    /// <summary>The words before <c>--</c> and those after it; the second list is null without a <c>--</c>.</summary>
    private static (string[] Files, string[]? Program) Split(ParseResult parse, string[] words)
    {
        var afterDashes = parse.Tokens.SkipWhile(token => token.Type != TokenType.DoubleDash).Skip(1).Count();
        return parse.Tokens.Any(token => token.Type == TokenType.DoubleDash)
            ? (words[..^afterDashes], words[^afterDashes..])
            : (words, null);
    }

    private static SpecSource Source(string[] files, string[]? program, string? workload)
    {
        const string fromCommandLine = "command line";
        return (files, program, workload) switch
        {
            ([var file], null, null) => SpecFile.Load(file),
            ([], null, { } named) => new SpecSource(
                $"workload: {JsonSerializer.Serialize(named, OutputJson.Default.String)}\n",
                fromCommandLine
            ),
            ([], { Length: > 0 } words, null or CommandWorkload) => new SpecSource(CommandSpec(words), fromCommandLine),
            ([], { Length: 0 }, _) => throw CliException.Usage("Expected a program after --, got nothing."),
            ([], { }, { } other) => throw CliException.Usage(
                $"Expected --workload {CommandWorkload} for a program after --, got '{other}'."
            ),
            ([_, ..], { }, _) or ([_, ..], _, { }) => throw CliException.Usage(
                $"Expected one of a spec file, --workload NAME, or a program after --, got '{files[0]}' and more."
            ),
            ([_, _, ..], _, _) => throw CliException.Usage(
                $"Expected one spec file, got {files.Length}: {string.Join(", ", files)}.",
                $"For a program and its arguments: pawl run -- {string.Join(' ', files)}"
            ),
            _ => throw CliException.Usage(
                "Expected a SPEC file, --workload NAME, or a program after --, got nothing.",
                "See: pawl run --help"
            ),
        };
    }

    /// <summary>JSON strings are YAML strings, so any argument survives, quotes and line breaks included.</summary>
    private static string CommandSpec(string[] words)
    {
        var argv = string.Join(", ", words.Select(word => JsonSerializer.Serialize(word, OutputJson.Default.String)));
        return $"workload: command\ncommand:\n  argv: [{argv}]\n";
    }
}
