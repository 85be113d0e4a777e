namespace Pawl.Runs.Model;

/// <summary>The words the states have in the database, in JSON and in talk: lower case, <c>timed_out</c> with its underscore.</summary>
public static class StateWords
{
    public static string Word(this RunState state) =>
        state switch
        {
            RunState.Queued => "queued",
            RunState.Running => "running",
            RunState.Retrying => "retrying",
            RunState.Waiting => "waiting",
            RunState.Succeeded => "succeeded",
            RunState.Failed => "failed",
            RunState.Cancelled => "cancelled",
            RunState.TimedOut => "timed_out",
            RunState.Interrupted => "interrupted",
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a run state."),
        };

    public static string Word(this AttemptState state) =>
        state switch
        {
            AttemptState.Queued => "queued",
            AttemptState.Running => "running",
            AttemptState.Succeeded => "succeeded",
            AttemptState.Failed => "failed",
            AttemptState.Cancelled => "cancelled",
            AttemptState.TimedOut => "timed_out",
            AttemptState.Interrupted => "interrupted",
            AttemptState.Waiting => "waiting",
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not an attempt state."),
        };

    /// <exception cref="FormatException">Not one of the words.</exception>
    public static RunState ParseRunState(string word) => Parse<RunState>(word, Word, "run");

    /// <exception cref="FormatException">Not one of the words.</exception>
    public static AttemptState ParseAttemptState(string word) => Parse<AttemptState>(word, Word, "attempt");

    /// <summary>True for the states a run rests in until someone resumes it. Waiting is not one: a decision leads on from there.</summary>
    public static bool IsEnd(this RunState state) =>
        state is RunState.Succeeded or RunState.Failed or RunState.Cancelled or RunState.TimedOut or RunState.Interrupted;

    public static bool IsEnd(this AttemptState state) => state is not (AttemptState.Queued or AttemptState.Running);

    private static T Parse<T>(string word, Func<T, string> wordOf, string what)
        where T : struct, Enum
    {
        foreach (var state in Enum.GetValues<T>())
        {
            if (wordOf(state) == word)
            {
                return state;
            }
        }
        throw new FormatException(
            $"Expected one of the {what} states {string.Join(", ", Enum.GetValues<T>().Select(wordOf))}; got '{word}'."
        );
    }
}
