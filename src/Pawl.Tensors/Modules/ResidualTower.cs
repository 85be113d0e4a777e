using Pawl.Tensors.Autograd;

namespace Pawl.Tensors.Modules;

/// <summary>A row of residual blocks over boards: the body of a network for a board game.</summary>
/// <remarks>
/// He et al., "Deep residual learning for image recognition", 2016, with the ReLU after the sum, as in Silver et al., "Mastering
/// the game of Go without human knowledge", 2017. Tensors of block i are <c>blocks.i.conv1.weight</c>, <c>blocks.i.norm1.weight</c>,
/// <c>.bias</c>, <c>.running_mean</c>, <c>.running_var</c>, likewise with 2, and <c>blocks.i.squeeze</c> and <c>blocks.i.excite</c> with
/// <c>.weight</c> and <c>.bias</c>.
/// </remarks>
public sealed class ResidualTower
{
    private readonly ResidualBlock[] _blocks;

    /// <summary>A tower that is all of its model.</summary>
    /// <exception cref="ArgumentException">The settings are not valid.</exception>
    public ResidualTower(ResidualTowerSettings settings, ulong seed)
        : this(NewState(settings, seed), settings) { }

    /// <summary>A tower that is a part of a model.</summary>
    /// <param name="state">Made of a declaration that <see cref="Declare"/> added to.</param>
    /// <param name="prefix">As declared.</param>
    /// <exception cref="ArgumentException">The settings are not valid.</exception>
    /// <exception cref="KeyNotFoundException">The state holds no such tensors.</exception>
    public ResidualTower(ModelState state, ResidualTowerSettings settings, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(settings);
        settings.Validate();
        (State, Settings) = (state, settings);
        _blocks = [.. Enumerable.Range(0, settings.Blocks).Select(i => new ResidualBlock(state, $"{prefix}blocks.{i}.", settings))];
    }

    public ResidualTowerSettings Settings { get; }

    /// <summary>The numbers of the whole model, of which this tower may be a part.</summary>
    public ModelState State { get; }

    internal IReadOnlyList<ResidualBlock> Blocks => _blocks;

    /// <param name="prefix">Stands before every name: empty, or with a dot at its end.</param>
    /// <exception cref="ArgumentException">The settings are not valid.</exception>
    public static void Declare(ModelDeclaration declaration, ResidualTowerSettings settings, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(declaration);
        ArgumentNullException.ThrowIfNull(settings);
        settings.Validate();
        for (var i = 0; i < settings.Blocks; i++)
        {
            ResidualBlock.Declare(declaration, $"{prefix}blocks.{i}.", settings);
        }
    }

    /// <param name="boards">(boards, height, width, channels).</param>
    /// <param name="isTraining">True only for a step that moves the weights: it moves the running statistics too.</param>
    /// <returns>(boards, height, width, channels); with no block, the boards themselves.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, or a training batch holds a single position.</exception>
    /// <exception cref="InvalidOperationException">Training mode on a tape that does not record.</exception>
    public Tensor Forward(Tape tape, Tensor boards, bool isTraining = false)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(boards);
        foreach (var block in _blocks)
        {
            boards = block.Forward(tape, boards, isTraining);
        }

        return boards;
    }

    private static ModelState NewState(ResidualTowerSettings settings, ulong seed)
    {
        var declaration = new ModelDeclaration();
        Declare(declaration, settings);
        return new ModelState(declaration, seed);
    }
}
