namespace Pawl.Llm.Settings;

/// <summary>What a run does with answers kept from earlier runs.</summary>
public enum CacheMode
{
    /// <summary>Neither reads nor writes.</summary>
    Off,

    /// <summary>Uses what is there, and keeps what is not.</summary>
    Read,

    /// <summary>Asks the model always and replaces what is there.</summary>
    Refresh,

    /// <summary>Asks the model always and keeps the answer only where none is.</summary>
    Write,
}
