namespace Pawl.Llm.Queue;

/// <summary>What came of a place in the queue.</summary>
internal enum PlaceUse
{
    Answered,
    RateLimited,
    Failed,

    /// <summary>Nothing was sent: the limits get everything back.</summary>
    Unused,
}
