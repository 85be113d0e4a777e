using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pawl.Runs.Events;
using Pawl.Runs.Model;
using Pawl.Runs.Store;

namespace Pawl.Runs.Verification;

/// <summary>
/// Replays a run's events and holds the outcome against the rows of the run and its attempts: the state they lead to, exactly one
/// <c>run.ended</c> per end, exactly one <c>attempt.ended</c> per ended attempt, and the spec the run was created with.
/// </summary>
internal static class HistoryCheck
{
    private const string What = "history";

    public static IEnumerable<VerificationFinding> Run(RunSnapshot snapshot) =>
        Replay(snapshot).Concat(Attempts(snapshot)).Concat(Spec(snapshot));

    private static IEnumerable<VerificationFinding> Replay(RunSnapshot snapshot)
    {
        string? state = null;
        var ended = false;
        foreach (var row in snapshot.Events)
        {
            var where = $"event {row.Sequence} ({row.Type}) of run {row.RunId}";
            var begins = row.Type == EventTypes.RunReopened;
            if (begins != ended)
            {
                var actual = ended ? "it after the run had ended" : "it while the run was open";
                yield return new(What, where, "one run.ended per end, followed by nothing but run.reopened", actual);
            }
            ended = row.Type == EventTypes.RunEnded || (ended && !begins);
            state = row.Type switch
            {
                EventTypes.RunCreated or EventTypes.RunReopened => RunState.Queued.Word(),
                EventTypes.AttemptQueued => state == RunState.Queued.Word() ? state : RunState.Retrying.Word(),
                EventTypes.AttemptStarted => RunState.Running.Word(),
                EventTypes.AttemptEnded or EventTypes.RunEnded => EventData.Text(row, "state"),
                _ => state,
            };
        }
        if (state != snapshot.Run.State)
        {
            yield return new(What, $"run {snapshot.Run.Id}", $"state '{state}', to which its events lead", $"'{snapshot.Run.State}'");
        }
        var open = !snapshot.Run.RunState.IsEnd();
        if (open == ended)
        {
            yield return new(
                What,
                $"run {snapshot.Run.Id}",
                open ? "no run.ended since it is open" : "a run.ended as it has ended",
                ended ? "one" : "none"
            );
        }
    }

    private static IEnumerable<VerificationFinding> Attempts(RunSnapshot snapshot)
    {
        if (snapshot.Attempts.Count != snapshot.Run.Attempts)
        {
            yield return new(
                What,
                $"run {snapshot.Run.Id}",
                $"{snapshot.Run.Attempts} attempts, as its row counts",
                $"{snapshot.Attempts.Count}"
            );
        }
        foreach (var attempt in snapshot.Attempts)
        {
            var number = attempt.Number.ToString(CultureInfo.InvariantCulture);
            var ends = snapshot.Events.Where(row => row.Type == EventTypes.AttemptEnded && row.Attempt == number).ToList();
            var states = string.Join(", ", ends.Select(row => EventData.Text(row, "state")));
            var expected = attempt.AttemptState.IsEnd() ? attempt.State : "";
            if (states != expected)
            {
                yield return new(
                    What,
                    $"attempt {number} of run {snapshot.Run.Id}",
                    expected.Length == 0 ? $"no attempt.ended, as it is {attempt.State}" : $"one attempt.ended with state '{expected}'",
                    states.Length == 0 ? "none" : $"'{states}'"
                );
            }
        }
    }

    private static IEnumerable<VerificationFinding> Spec(RunSnapshot snapshot)
    {
        if (snapshot.Events.FirstOrDefault(row => row.Type == EventTypes.RunCreated) is not { } created)
        {
            yield return new(What, $"run {snapshot.Run.Id}", "a run.created event", "none");
            yield break;
        }
        var expected = EventData.Text(created, "spec_sha256");
        var actual = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(snapshot.Run.SpecJson)));
        if (expected != actual)
        {
            yield return new(What, $"spec of run {snapshot.Run.Id}", $"SHA-256 {expected}, as at its creation", actual);
        }
    }
}
