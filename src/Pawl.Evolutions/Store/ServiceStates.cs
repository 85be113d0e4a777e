namespace Pawl.Evolutions.Store;

public static class ServiceStates
{
    public static string Word(this ServiceState state) =>
        state switch
        {
            ServiceState.Pending => "pending",
            ServiceState.Working => "working",
            ServiceState.Done => "done",
            ServiceState.Failed => "failed",
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state of a service."),
        };

    /// <exception cref="ArgumentException">Not one of the words.</exception>
    public static ServiceState Parse(string word) =>
        word switch
        {
            "pending" => ServiceState.Pending,
            "working" => ServiceState.Working,
            "done" => ServiceState.Done,
            "failed" => ServiceState.Failed,
            _ => throw new ArgumentException($"Expected pending, working, done or failed, got '{word}'.", nameof(word)),
        };
}
