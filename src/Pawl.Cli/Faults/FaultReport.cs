using Microsoft.Data.Sqlite;
using Pawl.Evolutions.Reference;
using Pawl.Runs.Access;
using Pawl.Runs.Specs;
using Pawl.Runs.Store;
using Pawl.Runs.Workloads;
using Pawl.Text.Corpora;
using Pawl.Text.Tokenizers;

namespace Pawl.Cli.Faults;

/// <summary>Turns whatever ended a verb into lines on standard error and an exit code: the one catch-all of the program.</summary>
internal static class FaultReport
{
    /// <param name="interrupted">True when Ctrl-C or SIGTERM asked the verb to stop.</param>
    /// <param name="debug">Print the stack too: <c>--debug</c> or <c>PAWL_DEBUG=1</c>.</param>
    public static int Write(TextWriter talk, Exception fault, bool interrupted, bool debug)
    {
        var exitCode = fault switch
        {
            CliException own => Say(talk, own.ExitCode, own.Message, own.Next),
            SpecException spec => SayProblems(talk, spec),
            AccessNotFoundException => Say(talk, ExitCode.NotFound, fault.Message, "List them with: pawl token ls"),
            RunNotFoundException => Say(talk, ExitCode.NotFound, fault.Message, null),
            RunStateException => Say(talk, ExitCode.Refused, fault.Message, null),
            AmbiguousRunException or SchemaException => Say(talk, ExitCode.Usage, fault.Message, null),
            CorpusException => Say(
                talk,
                ExitCode.Usage,
                fault.Message,
                "The keys that name the corpus are under data: in the spec; see: pawl spec text"
            ),
            ReferenceException => Say(talk, ExitCode.Usage, fault.Message, "Check it with: pawl evolve validate --reference FOLDER"),
            UnknownTextException => Say(talk, ExitCode.Usage, fault.Message, null),
            SqliteException => Say(
                talk,
                ExitCode.Failed,
                $"The database answered: {fault.Message}",
                "Check the data root with: pawl doctor"
            ),
            OperationCanceledException when interrupted => ExitCode.Interrupted,
            WorkloadException work => Say(talk, ExitCode.Failed, $"{work.Message} ({work.Kind})", null),
            IOException or UnauthorizedAccessException => Say(talk, ExitCode.Failed, fault.Message, null),
            _ => Say(
                talk,
                ExitCode.Failed,
                $"Unexpected {fault.GetType().Name}: {fault.Message}",
                debug ? null : "Run the same command with --debug to see where it came from."
            ),
        };
        if (debug)
        {
            talk.WriteLine(fault);
        }

        return exitCode;
    }

    private static int Say(TextWriter talk, int exitCode, string message, string? next)
    {
        talk.WriteLine($"pawl: {message}");
        if (next is not null)
        {
            talk.WriteLine($"      {next.ReplaceLineEndings("\n      ")}");
        }

        return exitCode;
    }

    private static int SayProblems(TextWriter talk, SpecException fault)
    {
        var count = fault.Problems.Count;
        talk.WriteLine($"pawl: the spec cannot run: {count} {(count == 1 ? "problem" : "problems")}");
        foreach (var problem in fault.Problems)
        {
            talk.WriteLine($"  {problem}");
        }

        return ExitCode.Usage;
    }
}
