using Pawl.Runs.Hosting.Host;
using Pawl.Runs.Hosting.Protocol;
using Pawl.Runs.Workloads;

namespace Pawl.Runs.Tests.Hosting;

public sealed class FrameMergeTests
{
    [Fact]
    public void Neighbouring_lines_of_one_level_become_one_frame_in_order()
    {
        var frames = Enumerable.Range(1, 600).Select(line => (HostFrame)new LogFrame(RunLogLevel.Info, [$"{line % 3}"])).ToList();

        var merged = FrameMerge.Neighbours(frames).Cast<LogFrame>().ToList();

        Assert.Equal(3, merged.Count);
        Assert.Equal(frames.Cast<LogFrame>().SelectMany(frame => frame.Lines), merged.SelectMany(frame => frame.Lines));
    }

    [Fact]
    public void Another_level_or_another_kind_of_frame_starts_anew()
    {
        HostFrame[] frames =
        [
            new LogFrame(RunLogLevel.Info, ["a"]),
            new LogFrame(RunLogLevel.Error, ["b"]),
            new FlushFrame(1),
            new LogFrame(RunLogLevel.Error, ["c"]),
        ];

        Assert.Equal(frames, FrameMerge.Neighbours(frames), (left, right) => Same(left, right));
    }

    [Fact]
    public void Metrics_of_one_step_become_one_frame_unless_a_name_comes_twice()
    {
        HostFrame[] frames = [Metric(1, "a", 1), Metric(1, "b", 2), Metric(1, "a", 3), Metric(2, "a", 4)];

        var merged = FrameMerge.Neighbours(frames).Cast<MetricFrame>().Select(frame => (frame.Step, string.Join(' ', frame.Values)));

        Assert.Equal([(1, "[a, 1] [b, 2]"), (1, "[a, 3]"), (2, "[a, 4]")], merged);
    }

    [Fact]
    public void The_longest_lines_still_fit_their_frames()
    {
        var worst = new string('\u0001', ProtocolLimits.MaximumTextLength);
        HostFrame[] frames = [.. Enumerable.Repeat(new LogFrame(RunLogLevel.Info, [worst]), 5)];

        var sizes = FrameMerge.Neighbours(frames).Select(frame => HostFrameCodec.Bytes(frame).Length).ToList();

        Assert.Equal(3, sizes.Count);
        Assert.All(sizes, size => Assert.InRange(size, 1, ProtocolLimits.MaximumFrameBytes));
    }

    private static MetricFrame Metric(long step, string name, double value) => new(step, [new(name, value)]);

    private static bool Same(HostFrame left, HostFrame right) => HostFrameCodec.Bytes(left).SequenceEqual(HostFrameCodec.Bytes(right));
}
