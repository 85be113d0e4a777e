namespace Pawl.Web.Views.Evolutions;

/// <summary>How far one stage of one service is.</summary>
public enum StageState
{
    Pending,

    /// <summary>It is asked, or waits for its next try.</summary>
    Working,

    /// <summary>A model answered.</summary>
    Done,

    /// <summary>The answer was in the cache.</summary>
    Cached,

    /// <summary>The service failed here.</summary>
    Failed,

    /// <summary>The service is done without it: there was nothing to ask about.</summary>
    Skipped,
}
