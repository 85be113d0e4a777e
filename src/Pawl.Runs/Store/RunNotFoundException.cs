namespace Pawl.Runs.Store;

/// <summary>No run has this id.</summary>
public sealed class RunNotFoundException(string id) : Exception($"No run '{id}'. 'pawl runs ls' lists the runs there are.")
{
    public string Id { get; } = id;
}
