using System.Globalization;
using System.Text;
using Pawl.Runs;
using Pawl.Runs.Durability;
using Pawl.Runs.Manifests;
using Pawl.Runs.Model;

namespace Pawl.Web.Views.Run;

/// <summary>A run in a few lines of plain text, to paste into a message. Without secrets.</summary>
internal static class RunSummary
{
    private const int LogLines = 25;
    private const int LogBytes = 64 * 1024;

    public static string Of(RunRecord run, string dataRoot)
    {
        var text = new StringBuilder();
        void Fact(string name, string? value)
        {
            if (value is not null)
            {
                text.Append(CultureInfo.InvariantCulture, $"{name + ":", -10} {value}\n");
            }
        }

        Fact("run", run.Name);
        Fact("id", run.Id);
        Fact("workload", run.Workload);
        Fact("profile", run.Profile);
        Fact("state", run.State.Word());
        Fact("progress", run.Progress.ToString("0.#%", CultureInfo.InvariantCulture));
        Fact("attempts", run.Attempts.ToString(CultureInfo.InvariantCulture));
        Fact("created", Time(run.CreatedAt));
        Fact("started", Time(run.StartedAt));
        Fact("ended", Time(run.EndedAt));
        Fact("message", run.Message);
        Fact("failure", run.Failure is { } failure ? $"{failure.Kind}: {failure.Message}" : null);
        var log = RunFolder.Of(dataRoot, run.Id).Log;
        var lines = LogJournal.Read(log, JournalEnd.OffsetOf(log, LogBytes)).Select(read => read.Line.Line).TakeLast(LogLines).ToList();
        if (lines.Count > 0)
        {
            text.Append("\nEnd of the log:\n").AppendJoin('\n', lines).Append('\n');
        }

        return Redaction.Of(run.SpecJson).Apply(text.ToString());
    }

    private static string? Time(DateTimeOffset? at) =>
        at?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + (at is null ? null : " UTC");
}
