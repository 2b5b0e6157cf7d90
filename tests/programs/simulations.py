"""Simulations: ordinary and partial differential equations, bodies, machines, rays."""

import math
from dataclasses import dataclass

import numpy as np

from tests.programs.case import draw, positive, program


def lorenz_field(state, sigma, rho, beta):
    x, y, z = state
    return np.array([sigma * (y - x), x * (rho - z) - y, x * y - beta * z])


@program(args=lambda: (draw(3), 10.0, 28.0, 8 / 3))
def lorenz(state, sigma, rho, beta):
    for _ in range(6):
        state = state + 0.01 * lorenz_field(state, sigma, rho, beta)
    return state


def rk4(f, y, t, h):
    k1 = f(t, y)
    k2 = f(t + h / 2, y + h / 2 * k1)
    k3 = f(t + h / 2, y + h / 2 * k2)
    k4 = f(t + h, y + h * k3)
    return y + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)


@program(args=lambda: (draw(2), 0.7, 0.1))
def runge_kutta(y, damping, h):
    def field(t, s):
        return np.array([s[1], -np.sin(s[0]) - damping * s[1] + np.cos(t)])

    t = 0.0
    for _ in range(4):
        y = rk4(field, y, t, h)
        t += h
    return y


@program(args=lambda: (0.5, 1.3, 9.81))
def pendulum(angle, length, gravity):
    speed, dt = 0.0, 0.02
    for _ in range(15):
        speed -= dt * gravity / length * math.sin(angle)
        angle += dt * speed
    return 0.5 * (length * speed) ** 2 + gravity * length * (1 - math.cos(angle))


@program(args=lambda: (draw(4), draw(4, seed=1), 0.3), level=3)
def symplectic_integrator(q, p, k):
    q, p = q.copy(), p.copy()
    dt = 0.1
    for _ in range(5):
        p -= 0.5 * dt * (k * q + q**3)
        q += dt * p
        p -= 0.5 * dt * (k * q + q**3)
    return np.sum(p**2) / 2 + k * np.sum(q**2) / 2


@program(args=lambda: (positive(7), 0.2), level=3)
def heat_equation(u, alpha):
    u = u.copy()
    for _ in range(4):
        u[1:-1] += alpha * (u[2:] - 2 * u[1:-1] + u[:-2])
        u[0] = u[1]
        u[-1] = u[-2]
    return u


@program(args=lambda: (draw(5, 5), 0.2), level=3)
def heat_equation_in_the_plane(u, alpha):
    u = u.copy()
    for _ in range(3):
        u[1:-1, 1:-1] = u[1:-1, 1:-1] + alpha * (
            u[2:, 1:-1] + u[:-2, 1:-1] + u[1:-1, 2:] + u[1:-1, :-2] - 4 * u[1:-1, 1:-1]
        )
        u[0], u[-1] = u[1], u[-2]
        u[:, 0], u[:, -1] = u[:, 1], u[:, -2]
    return np.sum(u**2)


@program(args=lambda: (draw(7), 0.4), level=3)
def wave_equation(u, c):
    before, now, after = u.copy(), u.copy(), np.zeros(7)
    for _ in range(4):
        for i in range(1, 6):
            after[i] = 2 * now[i] - before[i] + c**2 * (now[i + 1] - 2 * now[i] + now[i - 1])
        before, now, after = now, after, before
    return now


@program(args=lambda: (positive(6), 0.1), level=3)
def upwind_burgers(u, dt):
    for _ in range(4):
        following = u.copy()
        for i in range(1, len(u)):
            following[i] = u[i] - dt * u[i] * (u[i] - u[i - 1])
        u = following
    return u


@program(args=lambda: (draw(4, 4), positive(2)), level=3)
def reaction_diffusion(u, rates):
    feed, kill = rates
    v = u * u
    for _ in range(3):
        around = np.roll(u, 1, axis=0) + np.roll(u, -1, axis=0) + np.roll(u, 1, 1) + np.roll(u, -1, 1) - 4 * u
        reaction = u * v**2
        u = u + 0.1 * (around - reaction + feed * (1 - u))
        v = v + 0.1 * (reaction - (feed + kill) * v)
    return u * v


@program(args=lambda: (draw(4, 3), positive(4)))
def n_body_energy(positions, masses):
    energy = 0.0
    for i in range(4):
        for j in range(i):
            distance = np.sqrt(np.sum((positions[i] - positions[j]) ** 2) + 0.01)
            energy -= masses[i] * masses[j] / distance
    return energy


@program(args=lambda: (draw(3, 2), draw(3, 2, seed=1), positive(3)), level=3)
def n_body_steps(x, v, m):
    x, v = x.copy(), v.copy()
    for _ in range(3):
        force = np.zeros_like(x)
        for i in range(3):
            for j in range(3):
                if i == j:
                    continue
                d = x[j] - x[i]
                force[i] += m[j] * d / (d @ d + 0.1) ** 1.5
        v += 0.05 * force
        x += 0.05 * v
    return x


@program(args=lambda: (draw(4), positive(4)))
def robot_arm(angles, lengths):
    x, y, heading = 0.0, 0.0, 0.0
    for angle, length in zip(angles, lengths):
        heading += angle
        x += length * np.cos(heading)
        y += length * np.sin(heading)
    return (x - 1.0) ** 2 + (y - 0.5) ** 2


def rotation(axis, angle):
    c, s = np.cos(angle), np.sin(angle)
    if axis == "x":
        return np.array([[1, 0, 0], [0, c, -s], [0, s, c]])
    if axis == "y":
        return np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]])
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]])


@program(args=lambda: (draw(3), draw(3, seed=1)))
def robot_arm_in_space(angles, reach):
    frame = np.eye(3)
    point = np.zeros(3)
    for axis, angle in zip("xyz", angles):
        frame = frame @ rotation(axis, angle)
        point = point + frame @ reach
    return point


@program(args=lambda: (draw(3), 0.8), level=3)
def ray_marcher(direction, radius):
    d = direction / np.linalg.norm(direction)
    p = -2.0 * d + np.array([0.1, 0.05, -0.1])
    travelled = 0.0
    for _ in range(60):
        distance = np.linalg.norm(p) - radius
        if distance < 1e-10:
            break
        travelled += distance
        p = p + distance * d
    return travelled


@program(args=lambda: (0.7, 12.0, 0.1), level=3)
def projectile_with_drag(angle, speed, drag):
    x, y = 0.0, 0.0
    vx, vy = speed * math.cos(angle), speed * math.sin(angle)
    dt = 0.05
    while True:
        v = math.hypot(vx, vy)
        vx -= dt * drag * v * vx
        vy -= dt * (9.81 + drag * v * vy)
        last_x, last_y = x, y
        x += dt * vx
        y += dt * vy
        if y < 0:
            break
    return last_x + (x - last_x) * last_y / (last_y - y)


@dataclass
class Particle:
    position: np.ndarray
    velocity: np.ndarray
    mass: float


@program(
    args=lambda: (
        [Particle(draw(2), draw(2, seed=1), 1.2), Particle(draw(2, seed=2), draw(2, seed=3), 0.7)],
    ),
    level=3,
)
def particles(bodies):
    for _ in range(3):
        for body in bodies:
            body.velocity = body.velocity - 0.1 * body.position / body.mass
        for body in bodies:
            body.position = body.position + 0.1 * body.velocity
    return sum(0.5 * body.mass * np.sum(body.velocity**2) for body in bodies)


class Oscillator:
    def __init__(self, q, p):
        self.q, self.p = q, p
        self.trace = [q]

    def step(self, dt, k):
        self.p -= dt * k * self.q
        self.q += dt * self.p
        self.trace.append(self.q)


@program(args=lambda: (0.7, 0.2, 1.5), level=3)
def oscillator_object(q, p, k):
    body = Oscillator(q, p)
    for _ in range(4):
        body.step(0.1, k)
    return sum(v * v for v in body.trace) + body.p


@program(args=lambda: (0.9, 0.3, 0.1))
def predator_and_prey(x, y, h):
    for i in range(10):
        growth = x * (1.0 - y)
        decay = y * (x - 1.0)
        if i % 2:
            x = x + h * growth
            y = y + h * decay
        else:
            y = y + h * decay
            x = x + h * growth * 0.9
    return x - y


@program(args=lambda: (3.4, 0.35))
def logistic_map(r, x):
    for _ in range(8):
        x = r * x * (1 - x)
    return x


@program(args=lambda: (draw(3), 1.2), level=3)
def adaptive_step_integrator(y, k):
    t, h = 0.0, 0.3
    steps = 0
    while t < 1.0 and steps < 20:
        steps += 1
        if t + h > 1.0:
            h = 1.0 - t
        coarse = y - h * k * np.sin(y)
        half = y - 0.5 * h * k * np.sin(y)
        fine = half - 0.5 * h * k * np.sin(half)
        if np.max(np.abs(fine - coarse)) > 0.005:
            h = h / 2
            continue
        y, t = fine, t + h
    return y


@program(args=lambda: (positive(4), 0.5), level=3)
def tridiagonal_solver(b, off):
    n = len(b)
    c, d = np.zeros(n), np.zeros(n)
    c[0] = off / (b[0] + 2.0)
    d[0] = b[0] / (b[0] + 2.0)
    for i in range(1, n):
        m = b[i] + 2.0 - off * c[i - 1]
        c[i] = off / m
        d[i] = (b[i] - off * d[i - 1]) / m
    x = np.zeros(n)
    x[-1] = d[-1]
    for i in range(n - 2, -1, -1):
        x[i] = d[i] - c[i] * x[i + 1]
    return x


@program(args=lambda: (draw(3, 3),), level=3)
def ising_like_relaxation(field):
    spins = np.tanh(field)
    for sweep in range(2):
        for i in range(3):
            for j in range(3):
                around = spins[(i + 1) % 3, j] + spins[i - 1, j] + spins[i, (j + 1) % 3] + spins[i, j - 1]
                spins[i, j] = np.tanh(0.3 * around + field[i, j] * (sweep + 1))
    return spins


@program(args=lambda: (draw(8), draw(3, seed=1)), level=3)
def infinite_impulse_filter(signal, coefficients):
    a, b, c = coefficients
    y = []
    for n, x in enumerate(signal):
        v = a * x
        if n >= 1:
            v += b * y[n - 1]
        if n >= 2:
            v += c * y[-2]
        y.append(v)
    return np.array(y)


@program(args=lambda: (draw(6), 0.6), level=3)
def prefix_products_and_queue(x, decay):
    queue = [1.0, 1.0]
    out = np.zeros(6)
    for i in range(6):
        head = queue.pop(0)
        out[i] = head * x[i] + decay
        queue.append(out[i] * decay)
    return out
