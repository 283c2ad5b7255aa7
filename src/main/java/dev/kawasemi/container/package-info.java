/**
 * What runs on the host: a colour's containers, by Docker Compose's command line. {@link dev.kawasemi.container.ContainerEngine} is the door;
 * argument lists are built apart from running them. Nothing here knows steps, chat or time limits of a deployment.
 */
@NullMarked
package dev.kawasemi.container;

import org.jspecify.annotations.NullMarked;
