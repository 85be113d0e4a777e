using System.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Runs;
using Pawl.Runs.Model;
using Pawl.Runs.Store;

namespace Pawl.Cli.CommandLine;

/// <summary>What a person types for a run: an id, the beginning of one, or <c>last</c>.</summary>
internal static class RunReference
{
    private const string Newest = "last";

    /// <param name="store">Null where no database exists: then there is no run.</param>
    /// <exception cref="CliException">No run matches.</exception>
    /// <exception cref="AmbiguousRunException">Several runs do.</exception>
    public static RunRecord Resolve(RunStore? store, string text)
    {
        var run = string.Equals(text, Newest, StringComparison.OrdinalIgnoreCase)
            ? store?.List(new RunQuery { Limit = 1 }) is [var newest, ..]
                ? newest
                : null
            : store?.Find(text);
        return run
            ?? throw CliException.NotFound(
                text == Newest
                    ? "Expected a run, but this data root holds none yet."
                    : $"Expected the id of a run, the beginning of one, or 'last'; no run matches '{text}'.",
                "List the runs there are with: pawl runs ls"
            );
    }

    /// <summary>The run named on the command line and the database that holds it.</summary>
    public static RunRecord Named(this Invocation invocation, Argument<string> argument) =>
        Resolve(invocation.StoreIfAny, invocation.Value(argument));

    public static RunFolder FolderOf(this Invocation invocation, RunRecord run) => RunFolder.Of(invocation.Home, run.Id);
}
