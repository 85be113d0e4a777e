namespace Pawl.Runs.Hosting.Protocol;

/// <summary>What both ends of the socket between worker and host hold each other to. See <c>docs/protocol.md</c>.</summary>
internal static class ProtocolLimits
{
    /// <summary>Number in the <c>hello</c> frame. A change that an older end cannot follow raises it.</summary>
    public const int Version = 1;

    /// <summary>Largest frame body, 1 MiB: bounds what one frame can make the other end allocate.</summary>
    public const int MaximumFrameBytes = 1 << 20;

    /// <summary>Longest metric name, in UTF-16 code units.</summary>
    public const int MaximumNameLength = 200;

    /// <summary>Deepest nesting of a frame's JSON: bounds the recursion of whoever walks it.</summary>
    public const int MaximumDepth = 64;

    /// <summary>
    /// Longest text a host puts into one field, in UTF-16 code units. A code unit takes at most six bytes of JSON (<c>\u0000</c>), so
    /// that a frame with one such text stays below <see cref="MaximumFrameBytes"/>.
    /// </summary>
    public const int MaximumTextLength = 64 * 1024;
}
