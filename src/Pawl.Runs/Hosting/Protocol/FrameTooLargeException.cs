namespace Pawl.Runs.Hosting.Protocol;

/// <summary>A frame that this end would have sent is larger than <see cref="ProtocolLimits.MaximumFrameBytes"/>.</summary>
internal sealed class FrameTooLargeException(string type, int bytes)
    : Exception(
        $"Frame '{type}' would be {bytes} bytes; at most {ProtocolLimits.MaximumFrameBytes} are accepted. Write large data to an artifact instead."
    );
