namespace Pawl.Web.Tests.Speed;

/// <summary>Tests that measure time: alone, after all others.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SpeedCollection
{
    public const string Name = "Speed";
}
