package dev.kawasemi.chat;

import dev.kawasemi.rollout.DeployEngine;
import dev.kawasemi.time.TimeSource;

/** What is at hand when a request comes in. */
record Desk(
        DeployEngine engine,
        AccessPolicy access,
        Wording wording,
        TimeSource time,
        Approvals approvals,
        ParkedDeploys parked,
        Announcements announcements) {}
