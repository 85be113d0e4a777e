using System.Buffers.Binary;
using System.Text;
using Pawl.Runs.Artifacts;
using Pawl.Runs.Hosting.Protocol;
using Pawl.Runs.Workloads;

namespace Pawl.Runs.Tests.Hosting;

public sealed class FrameReaderTests
{
    private static readonly HostFrame[] Samples =
    [
        new HelloFrame(1, "01JABC", 2, 4242, "secret"),
        new ProgressFrame(0.25, "epoch 2/5"),
        new ProgressFrame(1, null),
        new LogFrame(RunLogLevel.ErrorOutput, ["a", "", "zwölf Боксёр 将棋 😀", "\u0001\"\\\u2028"]),
        new MetricFrame(7, [new("loss/train", 1.25), new("speed", -1e-300)]),
        new CheckpointFrame(CheckpointAction.Saved, 1000, "checkpoints/step-00001000", new string('a', 64)),
        new CheckpointFrame(CheckpointAction.Restored, 0, null, null),
        new ArtifactFrame("plots/loss.svg", new string('0', 64), long.MaxValue, "image/svg+xml", "plot", ArtifactScope.Run),
        new ArtifactFrame("data/x/train.bin", new string('0', 64), 1, "application/octet-stream", "dataset", ArtifactScope.Data),
        new StepFrame("build", "running", null),
        new WaitingFrame("an approval"),
        new FlushFrame(3),
        new ResultFrame("""{"loss":1.5}"""),
        new ErrorFrame("data", true, "no such file", "at X"),
    ];

    public static TheoryData<int> SampleIndices => new(Enumerable.Range(0, Samples.Length));

    [Theory]
    [MemberData(nameof(SampleIndices))]
    public async Task Each_frame_reads_back_as_it_was_written(int sample)
    {
        var bytes = HostFrameCodec.Bytes(Samples[sample]);

        var (frame, rest) = await ReadTwiceAsync(bytes);

        Assert.Equivalent(Samples[sample], frame, strict: true);
        Assert.Null(rest);
    }

    [Theory]
    [MemberData(nameof(SampleIndices))]
    public async Task A_frame_cut_anywhere_is_truncated(int sample)
    {
        var bytes = HostFrameCodec.Bytes(Samples[sample]);
        for (var length = 1; length < bytes.Length; length++)
        {
            var breach = await Assert.ThrowsAsync<ProtocolException>(() => ReadTwiceAsync(bytes[..length]));

            Assert.Equal(ProtocolBreach.Truncated, breach.Breach);
        }
    }

    [Fact]
    public async Task The_largest_frame_is_read_and_one_byte_more_is_not()
    {
        var overhead = HostFrameCodec.Bytes(new LogFrame(RunLogLevel.Info, [""])).Length - sizeof(uint);
        var largest = new LogFrame(RunLogLevel.Info, [new string('x', ProtocolLimits.MaximumFrameBytes - overhead)]);

        var (frame, _) = await ReadTwiceAsync(HostFrameCodec.Bytes(largest));

        Assert.Equal(largest.Lines, Assert.IsType<LogFrame>(frame).Lines);
        Assert.Throws<FrameTooLargeException>(() =>
            HostFrameCodec.Bytes(new LogFrame(RunLogLevel.Info, [new string('x', ProtocolLimits.MaximumFrameBytes - overhead + 1)]))
        );
    }

    [Fact]
    public async Task A_claimed_length_allocates_no_more_than_a_largest_frame()
    {
        var header = new byte[sizeof(uint)];
        foreach (var length in (uint[])[ProtocolLimits.MaximumFrameBytes + 1, int.MaxValue, uint.MaxValue])
        {
            BinaryPrimitives.WriteUInt32LittleEndian(header, length);
            var before = GC.GetAllocatedBytesForCurrentThread();

            await Assert.ThrowsAsync<ProtocolException>(() => ReadTwiceAsync(header));

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2 * ProtocolLimits.MaximumFrameBytes);
        }
    }

    [Fact]
    public async Task Nesting_beyond_the_limit_is_refused()
    {
        var json = $$$"""{"type":"result","value":{{{string.Concat(Enumerable.Repeat("{\"a\":", 100))}}}{}{{{new string('}', 100)}}}}""";

        var breach = await Assert.ThrowsAsync<ProtocolException>(() => ReadTwiceAsync(Framed(Encoding.UTF8.GetBytes(json))));

        Assert.Equal(ProtocolBreach.NotJson, breach.Breach);
    }

    [Fact]
    public async Task A_lone_surrogate_in_a_line_is_replaced_not_refused()
    {
        var (frame, _) = await ReadTwiceAsync(HostFrameCodec.Bytes(new LogFrame(RunLogLevel.Info, ["a\ud800b"])));

        Assert.Equal(["a\ufffdb"], Assert.IsType<LogFrame>(frame).Lines);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Any_mutation_of_frames_gives_a_frame_or_a_breach(int seed)
    {
        var random = new Random(seed);
        var outcomes = (Frames: 0, Breaches: 0);
        for (var round = 0; round < 10_000; round++)
        {
            var bytes = Mutate(HostFrameCodec.Bytes(Samples[random.Next(Samples.Length)]), random);
            try
            {
                await ReadTwiceAsync(bytes);
                outcomes.Frames++;
            }
            catch (ProtocolException)
            {
                outcomes.Breaches++;
            }
        }

        Assert.True(outcomes is { Frames: > 100, Breaches: > 1000 }, $"seed {seed}: {outcomes}");
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Random_bytes_in_a_good_length_are_a_breach_and_never_another_exception(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 5_000; round++)
        {
            var body = new byte[random.Next(1, 200)];
            random.NextBytes(body);

            await Assert.ThrowsAsync<ProtocolException>(() => ReadTwiceAsync(Framed(body)));
        }
    }

    private static byte[] Framed(byte[] body)
    {
        var bytes = new byte[sizeof(uint) + body.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)body.Length);
        body.CopyTo(bytes, sizeof(uint));
        return bytes;
    }

    // Changes bytes of the body (half of the time to ones that mean something in JSON), or of the length, or cuts the frame.
    private static byte[] Mutate(byte[] bytes, Random random)
    {
        var special = "{}[]\",:0e-\\u"u8;
        for (var change = random.Next(0, 4); change > 0; change--)
        {
            var at = random.Next(random.Next(10) == 0 ? 0 : sizeof(uint), bytes.Length);
            bytes[at] = random.Next(2) == 0 ? special[random.Next(special.Length)] : (byte)random.Next(256);
        }

        return random.Next(20) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }

    private static async Task<(HostFrame? First, HostFrame? Second)> ReadTwiceAsync(byte[] bytes)
    {
        var reader = new FrameReader<HostFrame>(new MemoryStream(bytes), HostFrameCodec.Parse);
        return (await reader.ReadAsync(CancellationToken.None), await reader.ReadAsync(CancellationToken.None));
    }
}
