using Pawl.Tensors.Autograd;
using Pawl.Tensors.Files;
using Pawl.Tensors.Modules;
using Pawl.Tensors.Random;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Tests.Modules;

public sealed class ResidualTowerTests
{
    private static readonly ResidualTowerSettings Odd = new(2, 21, 0.3);

    [Fact]
    public void A_training_step_has_the_same_bits_for_1_to_4_threads_and_dirty_memory()
    {
        var expected = Step(1, 0);
        for (var threads = 1; threads <= 4; threads++)
        {
            Assert.Equal(expected, Step(threads, threads % 3));
        }
    }

    [Fact]
    public void A_frozen_tower_has_the_same_bits_for_1_to_4_threads()
    {
        var model = new TowerModel(Odd, 7);
        var boards = Boards(11, 7);
        var expected = new float[boards.Length / 7 * Odd.Channels];
        for (var count = 1; count <= 4; count++)
        {
            using var threads = new ComputeThreads(count);
            using var frozen = new FrozenTower(model.Tower, model.Stem, 9, 9, threads);
            var output = new float[expected.Length];
            frozen.Run(boards.Values, 11, output);
            if (count == 1)
            {
                expected = output;
            }

            Assert.Equal(expected, output);
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 0.25)]
    [InlineData(1, 0)]
    [InlineData(2, 0.25)]
    public void A_frozen_tower_equals_evaluation_for_batches_large_and_small(int blocks, double ratio)
    {
        using var threads = new ComputeThreads(2);
        using var tape = new Tape(threads) { IsRecording = false };
        foreach (var planes in new[] { 0, 3 })
        {
            var model = new TowerModel(new ResidualTowerSettings(blocks, 12, ratio), planes);
            Disturb(model.State);
            using var frozen = new FrozenTower(model.Tower, model.Stem, 5, 7, threads);
            foreach (var batch in new[] { 1, 6, 0, 3 })
            {
                var boards = Boards(batch, planes == 0 ? 12 : planes, 5, 7);
                tape.Reset();
                var expected = model.Forward(tape, boards).Values;
                var actual = new float[expected.Length];

                frozen.Run(boards.Values, batch, actual);

                for (var i = 0; i < actual.Length; i++)
                {
                    Assert.Equal(expected[i], actual[i], 1e-5 * (1 + Math.Abs(expected[i])));
                }
            }
        }
    }

    [Fact]
    public void A_frozen_tower_keeps_what_it_was_made_of()
    {
        using var threads = new ComputeThreads(1);
        var model = new TowerModel(new ResidualTowerSettings(1, 8, 0.5), 0);
        var boards = Boards(2, 8);
        using var frozen = new FrozenTower(model.Tower, null, 9, 9, threads);
        var before = new float[boards.Length];
        frozen.Run(boards.Values, 2, before);

        Disturb(model.State);

        var after = new float[boards.Length];
        frozen.Run(boards.Values, 2, after);
        Assert.Equal(before, after);
    }

    [Fact]
    public void Steps_and_evaluations_allocate_nothing_after_the_first()
    {
        using var threads = new ComputeThreads(1);
        using var tape = new Tape(threads);
        var model = new TowerModel(Odd, 7);
        var boards = Boards(3, 7);
        using var frozen = new FrozenTower(model.Tower, model.Stem, 9, 9, threads);
        var output = new float[boards.Length / 7 * Odd.Channels];
        Run();
        Run();

        var before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run()
        {
            tape.Reset();
            model.State.Parameters.ZeroGradients();
            tape.Backward(tape.MeanSquaredError(model.Forward(tape, boards, isTraining: true)));
            frozen.Run(boards.Values, 3, output);
        }
    }

    [Fact]
    public void Training_mode_without_recording_is_refused_and_moves_nothing()
    {
        using var threads = new ComputeThreads(1);
        using var tape = new Tape(threads) { IsRecording = false };
        var model = new TowerModel(Odd, 7);

        Assert.Throws<InvalidOperationException>(() => model.Forward(tape, Boards(2, 7), isTraining: true));

        Assert.All(model.State.Buffers[0].Value.Values.ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void State_survives_a_file_and_a_file_that_does_not_fit_changes_nothing()
    {
        var model = new TowerModel(Odd, 7, 1);
        Disturb(model.State);
        var other = new TowerModel(Odd, 7, 2);
        var bytes = new Safetensors(model.State.ToEntries()).ToBytes();

        other.State.Load(Safetensors.Parse(bytes));
        Assert.Equal(bytes, new Safetensors(other.State.ToEntries()).ToBytes());

        var entries = model.State.ToEntries().ToList();
        var missing = Assert.Throws<SafetensorsException>(() => other.State.Load(new Safetensors(entries.Skip(1))));
        Assert.Contains(entries[0].Name, missing.Message);
        var extra = entries[0] with { Name = "value.weight" };
        Assert.Contains(
            "value.weight",
            Assert.Throws<SafetensorsException>(() => other.State.Load(new Safetensors(entries.Append(extra)))).Message
        );
        var narrow = new TowerModel(Odd with { Channels = 20 }, 7);
        var shape = Assert.Throws<SafetensorsException>(() => narrow.State.Load(new Safetensors(entries)));
        Assert.Contains("(21", shape.Message);
        Assert.Contains("(20", shape.Message);
        Assert.Equal(bytes, new Safetensors(other.State.ToEntries()).ToBytes());
    }

    [Fact]
    public void Initial_numbers_depend_on_the_seed_and_have_the_deviation_of_He()
    {
        var model = new TowerModel(new ResidualTowerSettings(1, 32, 0.25), 16, 3);
        var weight = model.State.Parameters["stem.conv.weight"].Value.Values.ToArray();

        Assert.Equal(weight, new TowerModel(new ResidualTowerSettings(4, 32), 16, 3).State.Parameters["stem.conv.weight"].Value.Values);
        Assert.NotEqual(
            weight,
            new TowerModel(new ResidualTowerSettings(1, 32), 16, 4).State.Parameters["stem.conv.weight"].Value.Values.ToArray()
        );
        Assert.Equal(Math.Sqrt(2.0 / (9 * 32)), Math.Sqrt(weight.Average(value => value * value)), 3e-3);
        Assert.Equal(new TensorShape(8, 32), model.State.Parameters["blocks.0.squeeze.weight"].Value.Shape);
        Assert.All(model.State.Parameters["blocks.0.norm2.weight"].Value.Values.ToArray(), value => Assert.Equal(1, value));
        Assert.All(model.State.Buffer("blocks.0.norm2.running_var").Values.ToArray(), value => Assert.Equal(1, value));
    }

    [Fact]
    public void Lengths_and_settings_that_do_not_fit_are_named()
    {
        using var threads = new ComputeThreads(1);
        var model = new TowerModel(new ResidualTowerSettings(1, 8), 3);
        using var frozen = new FrozenTower(model.Tower, model.Stem, 9, 9, threads);

        var length = Assert.Throws<ArgumentException>(() => frozen.Run(new float[81 * 2], 1, new float[81 * 8]));
        Assert.Contains("(1, 9, 9, 3)", length.Message);
        Assert.Contains("162", length.Message);
        Assert.Throws<ArgumentException>(() => new ResidualTowerSettings(1, 0).Validate());
        Assert.Throws<ArgumentException>(() => new ResidualTower(new ResidualTowerSettings(1, 8, 1.5), 1));
        var wide = new ResidualTower(new ResidualTowerSettings(1, 16), 1);
        Assert.Contains("16", Assert.Throws<ArgumentException>(() => new FrozenTower(wide, model.Stem, 9, 9, threads)).Message);
    }

    /// <summary>All bits of a training step, on memory that earlier steps have used.</summary>
    private static List<float> Step(int threadCount, int dirt)
    {
        using var threads = new ComputeThreads(threadCount);
        using var tape = new Tape(threads);
        var result = new List<float>();
        for (var round = 0; round <= dirt; round++)
        {
            tape.Reset();
            var model = new TowerModel(Odd, 7);
            var loss = tape.MeanSquaredError(model.Forward(tape, Boards(round == dirt ? 9 : 4 + round, 7), isTraining: true));
            result = [loss.Values[0]];
            tape.Backward(loss);
            foreach (var parameter in model.State.Parameters)
            {
                result.AddRange(parameter.Gradient.Values);
            }

            foreach (var buffer in model.State.Buffers)
            {
                result.AddRange(buffer.Value.Values);
            }
        }

        return result;
    }

    private static Tensor Boards(int batch, int channels, int height = 9, int width = 9)
    {
        var boards = new Tensor(new TensorShape(batch, height, width, channels));
        new Philox4x32(21).FillNormal(boards.Values, 1);
        return boards;
    }

    private static void Disturb(ModelState state)
    {
        var random = new Philox4x32(22);
        foreach (var value in state.Parameters.Select(parameter => parameter.Value).Concat(state.Buffers.Select(buffer => buffer.Value)))
        {
            foreach (ref var number in value.Values)
            {
                number += (float)Math.Abs(random.NextNormal()) * 0.1f;
            }
        }
    }
}
