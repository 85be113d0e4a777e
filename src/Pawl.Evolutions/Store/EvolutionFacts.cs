namespace Pawl.Evolutions.Store;

/// <summary>Names of what a run's store holds in one piece.</summary>
public static class EvolutionFacts
{
    /// <summary>A <c>RunIdentity</c> as JSON: what the lines are made with.</summary>
    public const string Identity = "identity";

    /// <summary>Every service of the input has its row.</summary>
    public const string Listed = "listed";

    /// <summary>An attempt came to its end: a further one is a wish to try the failed ones again.</summary>
    public const string Passed = "passed";

    /// <summary>Names of the stages of one service in their order, joined by a space.</summary>
    public const string Stages = "stages";
}
