namespace Pawl.Runs.Processes;

/// <summary>
/// The environment variable that marks every process of one attempt. Children inherit it, also those that leave their parent, group and
/// session, so that a later worker finds what a dead one left running.
/// </summary>
public static class AttemptToken
{
    public const string Variable = "PAWL_ATTEMPT_TOKEN";

    public static string Of(string runId, int attempt) => $"{runId}:{attempt}";
}
