using System.CommandLine;
using System.CommandLine.Invocation;
using Pawl.Cli.Faults;
using Pawl.Cli.Verbs;

namespace Pawl.Cli.CommandLine;

/// <summary>Every verb of <c>pawl</c>, in the order help lists them, and what happens to a command line that names none.</summary>
internal static class CommandTree
{
    public static RootCommand Build()
    {
        var root = new RootCommand("Runs long AI work as durable runs that never lose ground.")
        {
            SharedOptions.Home,
            SharedOptions.Plain,
            SharedOptions.Debug,
            QuickstartVerb.Create(),
            UpVerb.Create(),
            RunVerb.Create(),
            RunsVerb.Create(),
            ResumeVerb.Create(),
            RetryVerb.Create(),
            CancelVerb.Create(),
            VerifyVerb.Create(),
            EventsVerb.Create(),
            WorkerVerb.Create(),
            TokenVerb.Create(),
            TextVerb.Create(),
            EvolveVerb.Create(),
            ShogiVerb.Create(),
            CacheVerb.Create(),
            BenchVerb.Create(),
            SpecVerb.Create(),
            ProfilesVerb.Create(),
            HostVerb.Create(),
            DoctorVerb.Create(),
        };
        HelpWithExamples.Install(root);
        return root;
    }

    /// <summary>Parses and runs; a command line that does not parse is told why, on standard error, and ends as a usage error.</summary>
    public static async Task<int> InvokeAsync(IReadOnlyList<string> arguments)
    {
        var root = Build();
        var parse = root.Parse(arguments.Count == 0 ? ["--help"] : arguments);

        // The library would end the process two seconds after Ctrl-C; Interrupts decides that here, since a checkpoint may take longer.
        var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        if (parse.Action is not ParseErrorAction complaint)
        {
            return await parse.InvokeAsync(configuration);
        }

        var suggestions = new StringWriter();
        complaint.ShowHelp = false;
        configuration.Output = suggestions;
        configuration.Error = TextWriter.Null;
        await parse.InvokeAsync(configuration);
        Complain(parse, suggestions.ToString());
        return ExitCode.Usage;
    }

    private static void Complain(ParseResult parse, string suggestions)
    {
        // A misspelt command makes the parser miss the command as well; the misspelling is what matters.
        var unmatched = parse.UnmatchedTokens;
        var errors = parse
            .Errors.Where(error => unmatched.Count == 0 || unmatched.Any(token => error.Message.Contains($"'{token}'")))
            .ToList();
        var command = parse.CommandResult.Command;
        if (command is { Action: null, Subcommands.Count: > 0 } && unmatched.Count == 0)
        {
            var verbs = command.Subcommands.Where(verb => !verb.Hidden).Select(verb => verb.Name);
            Console.Error.WriteLine($"pawl: Expected one of {string.Join(", ", verbs)} after '{CommandLineOf(parse)}', got nothing.");
            errors.Clear();
        }

        foreach (var message in errors.Select(error => error.Message).Distinct())
        {
            Console.Error.WriteLine($"pawl: {message}");
        }

        foreach (var line in suggestions.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            Console.Error.WriteLine($"      {line}");
        }

        Console.Error.WriteLine($"      See: {CommandLineOf(parse)} --help");
    }

    private static string CommandLineOf(ParseResult parse)
    {
        var names = new Stack<string>();
        for (Symbol? command = parse.CommandResult.Command; command is Command; command = command.Parents.FirstOrDefault())
        {
            names.Push(command is RootCommand ? "pawl" : command.Name);
        }

        return string.Join(' ', names);
    }
}
