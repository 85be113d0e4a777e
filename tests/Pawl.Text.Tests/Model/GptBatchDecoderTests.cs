using Pawl.Tensors.Random;
using Pawl.Tensors.Threads;
using Pawl.Text.Model;

namespace Pawl.Text.Tests.Model;

public sealed class GptBatchDecoderTests
{
    private const int Vocabulary = 13;
    private static readonly GptSettings Settings = new(Vocabulary, BlockSize: 24, Layers: 3, Heads: 2, Width: 24, Bias: true);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_stream_is_the_same_to_the_bit_alone_and_among_others(int threadCount)
    {
        using var threads = new ComputeThreads(threadCount);
        using var one = new ComputeThreads(1);
        using var model = Model(Settings, threads);
        using var modelOfOne = Model(Settings, one);
        using var batch = new GptBatchDecoder(model, 7);
        var alone = Enumerable.Range(0, 7).Select(_ => new GptDecoder(modelOfOne)).ToArray();
        var random = new Philox4x32(5);
        var expected = new float[Vocabulary];
        for (var step = 0; step < 60; step++)
        {
            // Some of the streams in some order, mostly a token each; some begin anew, and all outgrow the block.
            var streams = Enumerable.Range(0, 7).Where(_ => random.NextInt32(4) > 0).OrderBy(_ => random.NextInt32(100)).ToArray();
            foreach (var stream in streams.Where(_ => random.NextInt32(40) == 0))
            {
                batch.Reset(stream);
                alone[stream].Reset();
            }

            var counts = streams.Select(_ => random.NextInt32(6) > 0 ? 1 : 1 + random.NextInt32(30)).ToArray();
            var tokens = counts.Select(count => Enumerable.Range(0, count).Select(_ => random.NextInt32(Vocabulary)).ToArray()).ToArray();
            var logits = new float[streams.Length * Vocabulary];

            batch.Append(streams, counts, tokens.SelectMany(one => one).ToArray(), logits);

            for (var i = 0; i < streams.Length; i++)
            {
                alone[streams[i]].Append(tokens[i], expected);
                Assert.Equal(expected, logits.AsSpan(i * Vocabulary, Vocabulary).ToArray());
                Assert.Equal(alone[streams[i]].WindowLength, batch.WindowLength(streams[i]));
            }
        }

        Array.ForEach(alone, decoder => decoder.Dispose());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Logits_equal_those_of_the_whole_window(int layers)
    {
        using var threads = new ComputeThreads(2);
        using var model = Model(Settings with { Layers = layers, Bias = false }, threads);
        using var batch = new GptBatchDecoder(model, 2);
        int[][] contexts =
        [
            [.. Enumerable.Range(0, 20).Select(i => i % 13)],
            [3],
        ];
        var logits = new float[2 * Vocabulary];
        batch.Append([1, 0], [1, 20], [.. contexts[1], .. contexts[0]], logits);
        for (var step = 0; step < 10; step++)
        {
            for (var i = 0; i < 2; i++)
            {
                var window = contexts[i].TakeLast(24).ToArray();
                var expected = new float[window.Length * Vocabulary];
                model.Logits(window, 1, window.Length, expected);
                var actual = logits.AsSpan((1 - i) * Vocabulary, Vocabulary);
                for (var token = 0; token < Vocabulary; token++)
                {
                    Assert.Equal(expected[expected.Length - Vocabulary + token], actual[token], 1e-4);
                }

                contexts[i] = [.. contexts[i], step + i];
            }

            batch.Append([1, 0], [1, 1], [contexts[1][^1], contexts[0][^1]], logits);
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused_and_changes_nothing()
    {
        using var threads = new ComputeThreads(1);
        using var model = Model(Settings, threads);
        using var batch = new GptBatchDecoder(model, 2);
        var logits = new float[2 * Vocabulary];

        Assert.Throws<ArgumentException>(() => batch.Append([0, 2], [1, 1], [1, 1], logits));
        Assert.Throws<ArgumentException>(() => batch.Append([0, 0], [1, 1], [1, 1], logits));
        Assert.Throws<ArgumentException>(() => batch.Append([0, 1], [1, 0], [1], logits));
        Assert.Throws<ArgumentException>(() => batch.Append([0, 1], [1, 1], [1, 1, 1], logits));
        Assert.Throws<ArgumentException>(() => batch.Append([0, 1], [1], [1], logits));
        Assert.Throws<ArgumentException>(() => batch.Append([0, 1], [1, 1], [1, Vocabulary], logits));
        Assert.Throws<ArgumentException>(() => batch.Append([0], [1], [1], logits));
        Assert.Equal((0, 0), (batch.WindowLength(0), batch.WindowLength(1)));
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        // One thread: with more, which of them first needs memory of its own, and when, is chance.
        using var threads = new ComputeThreads(1);
        using var model = Model(Settings, threads);
        using var batch = new GptBatchDecoder(model, 3);
        var logits = new float[3 * Vocabulary];
        int[] streams = [0, 1, 2];
        int[] counts = [1, 1, 1];
        for (var i = 0; i < 4; i++)
        {
            batch.Append(streams, counts, streams, logits);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 4; i++)
        {
            batch.Append(streams, counts, streams, logits);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static GptModel Model(GptSettings settings, ComputeThreads threads)
    {
        var model = new GptModel(settings, 3, threads);
        var random = new Philox4x32(4);
        foreach (var parameter in model.Parameters)
        {
            random.FillNormal(parameter.Value.Values, 0.3f);
        }

        return model;
    }
}
