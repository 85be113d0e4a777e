namespace Pawl.Shogi.Engines;

/// <summary>In which way an engine let its caller down.</summary>
public enum EngineFault
{
    /// <summary>There is no such program, or it could not be started.</summary>
    Missing,

    /// <summary>Its process ended while it was needed.</summary>
    Died,

    /// <summary>It did not answer in time.</summary>
    Silent,

    /// <summary>It answered what its protocol does not have, or refused what it must take.</summary>
    Nonsense,
}
