namespace Pawl.Llm.Cache;

public sealed record CacheModelCount(string Model, long Entries, long Bytes)
{
    /// <summary>Stands for the model of entries that are too damaged to tell.</summary>
    public const string Unreadable = "(unreadable)";
}
